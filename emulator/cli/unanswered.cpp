#include "emulator/cli/unanswered.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr int kUnprocessable = 422;
constexpr std::size_t kMostOfBody = 300;

// What the errors say, each behind its place in the question, or the detail of a problem; a body of another kind as it is.
std::string what_it_said(const std::string& body) try {
  const auto answer = nlohmann::json::parse(body);
  if (answer.contains("detail")) return answer.at("detail").get<std::string>();
  std::string text;
  for (const auto& error : answer.at("errors")) {
    if (!text.empty()) text += "; ";
    if (error.contains("source")) text += error.at("source").at("pointer").get<std::string>();
    if (error.contains("source")) text += ": ";
    text += error.contains("detail") ? error.at("detail").get<std::string>()
                                     : error.at("title").get<std::string>();
  }
  return text;
} catch (const nlohmann::json::exception&) {
  return printable(body, kMostOfBody);
}

}  // namespace

void say_unanswered(const std::string& url, const std::string& problem, const HttpAnswer& answer) {
  const std::string why = answer.status == 0 ? answer.body
                                             : "it answered " + std::to_string(answer.status) +
                                                   ": " + what_it_said(answer.body);
  std::fprintf(stderr, "alloy-emulator: %s %s: %s\n", url.c_str(), problem.c_str(), why.c_str());
  if (answer.nobody)
    std::fprintf(stderr, "start it with 'alloy-emulator', or say with --url where it listens\n");
}

int tell_unanswered(const std::string& url, const HttpAnswer& answer) {
  const bool wrong = answer.status == kUnprocessable;
  say_unanswered(url, wrong ? "does not understand the question" : "cannot be asked", answer);
  return wrong ? 2 : 1;
}

}  // namespace emulator
