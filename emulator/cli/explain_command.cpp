#include "emulator/cli/explain_command.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string_view>

#include "emulator/cli/reloader.h"
#include "emulator/decide/decide.h"
#include "emulator/serve/admin.h"
#include "emulator/serve/gate.h"
#include "emulator/serve/spaces.h"
#include "emulator/text/quote.h"
#include "emulator/text/shell_word.h"

namespace emulator {
namespace {

// The bytes that curl would send, so that the gate judges them as it would.
std::string bytes_of(const ExplainOptions& options, const std::string& target) {
  std::string bytes = options.method + " " + target + " HTTP/1.1\r\n";
  bool host = false, length = false;
  for (const std::string& header : options.headers) {
    const std::string name = header.substr(0, header.find(':'));
    host |= equal_ignoring_case(name, "Host");
    length |= equal_ignoring_case(name, "Content-Length");
    bytes += header + "\r\n";
  }
  if (!host) bytes += "Host: localhost\r\n";
  if (!length && !options.body.empty())
    bytes += "Content-Length: " + std::to_string(options.body.size()) + "\r\n";
  return bytes + "\r\n" + options.body;
}

Decision rejected(const Rejection& rejection) {
  Decision decision;
  decision.outcome = Outcome::kMalformed;
  decision.response.status = rejection.status;
  decision.notes.push_back(rejection.rule + ": " + rejection.message + " — " + rejection.hint);
  return decision;
}

std::string as_text(const Decision& decision, const Request& request) {
  const Response& response = decision.response;
  std::string out =
      std::to_string(response.status) + " " + std::string(reason_phrase(response.status)) + "\n";
  for (const Header& header : response.headers) out += header.name + ": " + header.value + "\n";
  if (response.body) out += "\n" + *response.body + "\n";
  out += "\n";
  for (const std::string& line : trail_of(decision, request)) out += line + "\n";
  return out;
}

Json as_json(const Judged& judged, const Decision& decision) {
  static constexpr const char* kVerdicts[] = {"held", "broken", "skipped"};
  const Rule& rule = *judged.rule;
  Json out{{"rule", rule.id},
           {"verdict", kVerdicts[static_cast<int>(judged.verdict)]},
           {"class", to_string(rule.cls)},
           {"place", to_string(rule.place)},
           {"row", to_string(rule.row)}};
  // The first violation beside the rule, all of them below it where the rule looks into a value.
  Json all = Json::array();
  for (const Violation& violation : decision.violations) {
    if (violation.rule != judged.rule) continue;
    const Json told{
        {"expected", violation.expected}, {"found", violation.found}, {"hint", violation.hint}};
    if (!out.contains("expected")) out.update(told);
    if (!violation.pointer) continue;
    all.push_back({{"pointer", *violation.pointer}, {"place", to_string(place_of(violation))}});
    all.back().update(told);
  }
  if (!all.empty()) out["violations"] = std::move(all);
  return out;
}

std::string as_json(const Decision& decision) {
  Json headers = Json::object();
  for (const Header& header : decision.response.headers) headers[header.name] = header.value;
  Json rules = Json::array();
  for (const Judged& judged : decision.judged) rules.push_back(as_json(judged, decision));
  const Json out{{"status", decision.response.status},
                 {"headers", headers},
                 {"body", decision.response.body ? Json(*decision.response.body) : Json()},
                 {"outcome", to_string(decision.outcome)},
                 {"operation", decision.operation ? Json(decision.operation->id) : Json()},
                 {"rules", rules},
                 {"notes", decision.notes}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// A path or a whole URL, with or without what stands before it.
bool is_target(std::string_view word) {
  return word.starts_with('/') || word.find("://") != std::string_view::npos;
}

// The address of a space is that of a call in it, whose stubs and records are known to the emulator that has it alone.
std::string target_in_space(const std::string& target) {
  const std::string_view behind = Spaces::behind_address(target);
  if (behind.empty()) return target;
  std::fprintf(stderr, "explained is %s; stubs and records of the space are not known here\n",
               printable(behind).c_str());
  return std::string(behind);
}

std::string written(std::string_view method, std::string_view target) {
  return ": write alloy-emulator explain " + shell_word(method) + " " + shell_word(target);
}

}  // namespace

std::string slip_in_call(const std::string& method, const std::string& target) {
  if (method.empty() && target.empty())
    return "the method and the path are missing" + written("GET", "/path");
  if (Admin::is_led_to_by(target) && !is_target(method))
    return "what is below /__admin is answered by the emulator itself, and no call of an API: ask "
           "a "
           "running one";
  if (!target.empty() && !is_target(method)) return {};
  if (const auto space = method.find(' '); space != std::string::npos && target.empty())
    return "the method and the path are two arguments" +
           written(method.substr(0, space), method.substr(space + 1));
  if (!is_target(method)) return "the path is missing" + written(method, "/path");
  if (target.empty() || is_target(target)) return "the method is missing" + written("GET", method);
  return "the method comes before the path" + written(target, method);
}

int explain(const ExplainOptions& options) {
  std::vector<Finding> findings;
  WorldPtr world;
  try {
    world = Reloader(options.world).first(findings).world;
  } catch (const LoadError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  auto framed = frame_one(bytes_of(options, target_in_space(options.target)));
  if (!framed) {
    std::fprintf(
        stderr,
        "alloy-emulator: the call is incomplete: its Content-Length is larger than its body\n");
    return 2;
  }
  const auto* rejection = std::get_if<Rejection>(&*framed);
  const Request request = rejection ? Request() : std::get<Gate::Framed>(*framed).request;
  const Decision decision = rejection ? rejected(*rejection) : decide(*world, request);
  const std::string text =
      options.format == "json" ? as_json(decision) : as_text(decision, request);
  std::fputs(text.c_str(), stdout);
  return decision.outcome == Outcome::kAccepted ? 0 : 1;
}

}  // namespace emulator
