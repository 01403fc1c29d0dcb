#include "emulator/decide/problem.h"

#include <nlohmann/json.hpp>

#include "emulator/text/json.h"

namespace emulator {
namespace {

std::string serialised(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json as_json(const Violation& violation) {
  const Rule& rule = *violation.rule;
  Json out{{"rule", rule.id},
           {"class", to_string(rule.cls)},
           {"in", to_string(rule.in)},
           {"name", rule.name}};
  if (violation.pointer) out["pointer"] = *violation.pointer;
  out["message"] = message_of(violation);
  out["place"] = base_name_and_line(place_of(violation));
  out["hint"] = violation.hint;
  return out;
}

// The messages of all, and their list.
std::pair<std::string, Json> told(const std::vector<Violation>& violations) {
  std::string message;
  Json list = Json::array();
  for (const Violation& violation : violations) {
    message += (message.empty() ? "" : "; ") + message_of(violation);
    list.push_back(as_json(violation));
  }
  return {std::move(message), std::move(list)};
}

Response problem_response(int status, const Json& body) {
  Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/problem+json"});
  response.body = std::make_shared<const std::string>(serialised(body));
  return response;
}

Json problem_body(int status, std::string_view detail) {
  return {{"type", "about:blank"},
          {"title", reason_phrase(status)},
          {"status", status},
          {"detail", detail}};
}

}  // namespace

Response problem(int status, std::string_view detail) {
  return problem_response(status, problem_body(status, detail));
}

Response problem(int status, const std::vector<Violation>& violations) {
  auto [detail, list] = told(violations);
  Json body = problem_body(status, detail);
  body["violations"] = std::move(list);
  return problem_response(status, body);
}

std::string detailed_error(const std::vector<Violation>& violations) {
  auto [message, list] = told(violations);
  return serialised({{"message", std::move(message)}, {"violations", std::move(list)}});
}

std::string own_mistake(const std::exception& error) {
  return std::string("a mistake of the emulator: ") + error.what();
}

}  // namespace emulator
