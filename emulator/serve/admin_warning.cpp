#include "emulator/serve/admin_warning.h"

#include <nlohmann/json.hpp>

namespace emulator {

// A header carries ASCII alone, so that other characters are escaped as in JSON.
void warn_in(Response& response, AdminHost& host, const std::string& text) {
  const std::string quoted = Json(text).dump(-1, ' ', true, Json::error_handler_t::replace);
  response.headers.push_back({"Emulator-Warning", quoted.substr(1, quoted.size() - 2)});
  host.warn(text);
}

}  // namespace emulator
