#include "emulator/cli/unanswered.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace emulator {
namespace {

constexpr int kUnprocessable = 422;

// "title: detail" of each error, behind its place in the question; a body of another kind as it is.
std::string what_it_said(const std::string& body) {
  const auto answer = nlohmann::json::parse(body, nullptr, false);
  if (!answer.is_object() || !answer.contains("errors")) return body;
  std::string text;
  for (const auto& error : answer.at("errors")) {
    if (!text.empty()) text += "; ";
    if (error.contains("source")) text += error.at("source").at("pointer").get<std::string>();
    if (error.contains("source")) text += ": ";
    text += error.contains("detail") ? error.at("detail").get<std::string>()
                                     : error.at("title").get<std::string>();
  }
  return text;
}

}  // namespace

int tell_unanswered(const std::string& url, const HttpAnswer& answer) try {
  const std::string why = answer.status == 0 ? answer.body
                                             : "it answered " + std::to_string(answer.status) +
                                                   ": " + what_it_said(answer.body);
  const char* const problem =
      answer.status == kUnprocessable ? "does not understand the question" : "cannot be asked";
  std::fprintf(stderr, "alloy-emulator: %s %s: %s\n", url.c_str(), problem, why.c_str());
  return answer.status == kUnprocessable ? 2 : 1;
} catch (const nlohmann::json::exception&) {
  std::fprintf(stderr, "alloy-emulator: %s cannot be asked: it answered %d: %s\n", url.c_str(),
               answer.status, answer.body.c_str());
  return 1;
}

}  // namespace emulator
