#include "emulator/serve/admin_files.h"

#include <nlohmann/json.hpp>

#include "emulator/serve/admin_answer.h"
#include "emulator/serve/body_files.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

Response no_name(const std::string& name) {
  return error_answer(400, {10,
                            in_quotes(name) + " cannot name a file",
                            "use names with '/' between them, none of them empty, '.' or '..'",
                            {}});
}

Response no_room(const FileRoom& room) {
  return error_answer(
      422,
      {10,
       "No room for another file",
       "files put in at run time may take " + std::to_string(room.most_bytes() >> 20) +
           " MiB in all spaces together, and have or hide " + std::to_string(FileRoom::kMostNames) +
           " names; DELETE /__admin/files/{path} removes one, POST /__admin/reset all of a space",
       {}});
}

}  // namespace

Response list_files(const AdminCall& call) { return json_answer(Json(call.host.files().names())); }

Response get_file(const AdminCall& call) {
  const BodyFilePtr file = call.host.files().find(call.variables.front());
  if (!file) return empty_answer(404);
  Response response = empty_answer(200);
  response.headers = {{"Content-Type", "application/octet-stream"}};
  response.body = file->bytes;
  return response;
}

Response put_file(const AdminCall& call) {
  const std::string& name = call.variables.front();
  if (!BodyFolder::is_name(name)) return no_name(name);
  BodyFiles files = call.host.files();
  return files.put(name, call.request.body) ? empty_answer(200) : no_room(files.room());
}

Response delete_file(const AdminCall& call) {
  BodyFiles files = call.host.files();
  const BodyFiles::Removal removal = files.remove(call.variables.front());
  if (removal == BodyFiles::Removal::kNoRoom) return no_room(files.room());
  return empty_answer(removal == BodyFiles::Removal::kDone ? 200 : 404);
}

}  // namespace emulator
