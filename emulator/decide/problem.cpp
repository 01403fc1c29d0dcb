#include "emulator/decide/problem.h"

#include <nlohmann/json.hpp>

#include "emulator/text/json.h"

namespace emulator {
namespace {

std::string serialised(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Response problem(int status, std::string_view detail) {
  Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/problem+json"});
  const Json body{{"type", "about:blank"},
                  {"title", reason_phrase(status)},
                  {"status", status},
                  {"detail", detail}};
  response.body = std::make_shared<const std::string>(serialised(body));
  return response;
}

std::string detailed_error(const std::vector<Violation>& violations) {
  std::string message;
  Json list = Json::array();
  for (const Violation& violation : violations) {
    const Rule& rule = *violation.rule;
    message += (message.empty() ? "" : "; ") + message_of(violation);
    list.push_back({{"rule", rule.id},
                    {"class", to_string(rule.cls)},
                    {"in", to_string(rule.in)},
                    {"name", rule.name},
                    {"message", message_of(violation)},
                    {"place", base_name_and_line(rule.place)},
                    {"hint", violation.hint}});
  }
  return serialised({{"message", message}, {"violations", std::move(list)}});
}

}  // namespace emulator
