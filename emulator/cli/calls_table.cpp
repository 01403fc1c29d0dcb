#include "emulator/cli/calls_table.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostOfUrl = 100;
constexpr std::size_t kMostReasons = 8;

// What was sent of a broken answer: at most its begin.
std::string status_cell(const Json& response) {
  const auto fault = response.find("fault");
  return fault == response.end() ? std::to_string(response.at("status").get<int>())
                                 : fault->get<std::string>();
}

// Whole reasons: the first ones of a call that breaks very many rules, and how many more there are.
std::string reasons_cell(const Json& decision) {
  std::string why = decision.at("why").get<std::string>();
  const Json& violations = decision.at("violations");
  if (why.empty() || violations.size() <= kMostReasons) return printable(why, why.size());
  std::size_t end = 0;
  for (std::size_t i = 1; i <= kMostReasons && end != std::string::npos; ++i)
    end = why.find("; " + violations[i].at("rule").get<std::string>() + " (", end + 1);
  if (end == std::string::npos) return printable(why, why.size());
  why.resize(end);
  const std::size_t more = violations.size() - kMostReasons;
  return printable(why, why.size()) + "; … and " + std::to_string(more) + " more " +
         (more == 1 ? "reason" : "reasons") + "; --format json shows all";
}

std::string table_line(const Json& event) {
  const Json& request = event.at("request");
  std::string why;
  for (const Json& sub : event.at("subEvents"))
    if (sub.at("type") == "EMULATOR_DECISION") why = reasons_cell(sub.at("data"));
  const auto cell = [&](const char* name) { return request.at(name).get<std::string>(); };
  std::string line = cell("loggedDateString") + "  " + status_cell(event.at("response")) + "  " +
                     printable(cell("method")) + " " + printable(cell("url"), kMostOfUrl);
  return why.empty() ? line : line + "  " + why;
}

}  // namespace

std::string calls_as_table(const std::string& events) {
  std::istringstream lines(events);
  std::string text;
  for (std::string line; std::getline(lines, line);) text += table_line(Json::parse(line)) + "\n";
  return text;
}

std::string calls_as_json(const std::string& events) {
  std::istringstream lines(events);
  std::string text = "[";
  for (std::string line; std::getline(lines, line);)
    text += (text.size() > 1 ? ",\n" : "\n") + line;
  return text + "\n]\n";
}

}  // namespace emulator
