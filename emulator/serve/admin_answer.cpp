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

Response journal_incomplete(std::uint64_t dropped) {
  const std::string calls = dropped == 1 ? "1 call was" : std::to_string(dropped) + " calls were";
  return error_answer(
      500, {500,
            "The journal is incomplete",
            calls + " dropped from the journal since it was last emptied, so a count could be too "
                    "low; start the emulator with higher --journal-entries and --journal-bytes, or "
                    "empty the journal (DELETE /__admin/requests) before the calls to be counted",
            {}});
}

}  // namespace emulator
