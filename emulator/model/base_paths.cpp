#include "emulator/model/base_paths.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/reference_text.h"
#include "emulator/model/target.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// More are a mistake, and each is a route for every operation.
constexpr std::size_t kMostBasePaths = 100;

std::vector<std::string> values_of(const Located& variable) {
  std::vector<std::string> values;
  const Located allowed = member_of(variable, "enum");
  for (const Json& value :
       allowed&& allowed.value->is_array() ? *allowed.value : Json(Json::array())) {
    if (value.is_string()) values.push_back(value.get<std::string>());
  }
  if (values.empty() && member_of(variable, "default"))
    values.push_back(text_of(variable, "default"));
  return values;
}

// "https://host/v3/", "//host/v3", "/v3" and "v3" are all "/v3".
std::string path_of(std::string url) {
  url.erase(std::min(url.find_first_of("?#"), url.size()));
  const auto behind_scheme = has_scheme(url) ? url.find(':') + 1 : 0;
  if (url.compare(behind_scheme, 2, "//") == 0) {
    url.erase(0, std::min(url.find('/', behind_scheme + 2), url.size()));
  } else {
    url.erase(0, behind_scheme);
  }
  while (url.starts_with("./")) url.erase(0, 2);
  while (!url.empty() && url.back() == '/') url.pop_back();
  if (!url.empty() && url.front() != '/') url.insert(0, "/");
  return url == "/." ? "" : percent_decode(url).value_or(url);
}

// Reads one Server Object.
class ServerPaths {
 public:
  ServerPaths(const Located& server, Findings& findings) : server_(server), findings_(findings) {}

  // A value is put in as it is: a brace in it begins no variable.
  std::vector<std::string> read() {
    const std::string url = text_of(server_, "url");
    std::vector<std::string> made{""};
    for (std::size_t at = 0; at < url.size();) {
      const auto open = std::min(url.find('{', at), url.size());
      const auto close = url.find('}', open);
      const bool is_variable = close != std::string::npos;
      for (std::string& begin : made)
        begin += is_variable ? url.substr(at, open - at) : url.substr(at);
      if (!is_variable) break;
      if (!add_values(url.substr(open + 1, close - open - 1), made)) return {};
      at = close + 1;
    }
    for (std::string& path : made) path = path_of(std::move(path));
    return made;
  }

 private:
  // Each of the texts with each of the variable's values behind it.
  bool add_values(const std::string& name, std::vector<std::string>& made) {
    const auto values = values_of(member_of(member_of(server_, "variables"), name));
    if (values.empty()) {
      return leave_out("the server's variable " + in_quotes(name) + " has no value",
                       "give the variable a `default` under `variables`");
    }
    if (made.size() * values.size() > kMostBasePaths) {
      return leave_out(
          "the server's variables make more than " + std::to_string(kMostBasePaths) + " paths",
          "let `enum` name fewer values");
    }
    std::vector<std::string> longer;
    for (const std::string& begin : made) {
      for (const std::string& value : values) longer.push_back(begin + value);
    }
    made = std::move(longer);
    return true;
  }

  bool leave_out(std::string message, const std::string& hint) {
    findings_.add(member_of(server_, "url")
                      .finding(Severity::kWarning, "openapi.server-variable", std::move(message),
                               "the server is left out; " + hint));
    return false;
  }

  const Located& server_;
  Findings& findings_;
};

}  // namespace

std::vector<std::string> base_paths_of(const Located& holder, Findings& findings) {
  std::vector<std::string> paths;
  const Located servers = member_of(holder, "servers");
  const std::size_t count = servers && servers.value->is_array() ? servers.value->size() : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Located server = element_of(servers, i);
    if (text_of(server, "url").empty()) continue;
    for (std::string& path : ServerPaths(server, findings).read()) {
      if (std::find(paths.begin(), paths.end(), path) == paths.end())
        paths.push_back(std::move(path));
    }
  }
  if (paths.empty()) paths.emplace_back();
  return paths;
}

}  // namespace emulator
