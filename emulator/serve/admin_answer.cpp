#include "emulator/serve/admin_answer.h"

#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"

namespace emulator {

Response json_answer(std::string text) {
  Response response;
  response.headers = {{"Content-Type", "application/json"}};
  response.body = std::make_shared<const std::string>(std::move(text));
  return response;
}

Response json_answer(const Json& value) { return json_answer(to_wire_text(value)); }

Response empty_answer(int status) {
  Response response;
  response.status = status;
  return response;
}

Response error_answer(int status, const AdminError& error) {
  Json object = {{"code", error.code}};
  if (!error.pointer.empty()) object["source"] = {{"pointer", error.pointer}};
  object["title"] = error.title;
  if (!error.detail.empty()) object["detail"] = error.detail;
  Response response = json_answer(Json{{"errors", Json::array({object})}});
  response.status = status;
  return response;
}

}  // namespace emulator
