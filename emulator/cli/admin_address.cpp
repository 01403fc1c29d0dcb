#include "emulator/cli/admin_address.h"

#include <CLI/CLI.hpp>
#include <string_view>

#include "emulator/cli/http_client.h"
#include "emulator/cli/option_kinds.h"
#include "emulator/serve/spaces.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::string_view kSpacePath = "/__space/";

std::string space_in(const std::string& root, std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty()) return {};
  if (path.starts_with(kSpacePath) && Spaces::is_name(path.substr(kSpacePath.size())))
    return std::string(path.substr(kSpacePath.size()));
  throw CLI::ValidationError("--url", "the path " + in_quotes(path) + " is none to ask; give " +
                                          printable(root) + ", or " + printable(root) +
                                          "/__space/NAME for a space alone");
}

}  // namespace

void add_ask_options(CLI::App& command, AskOptions& options) {
  add_value(command, "--url", options.url, "where it listens, or the base URL of a space")
      ->type_name("URL");
  command
      .add_option("--cacert", options.authority,
                  "for https: trust that CA (PEM) in place of the program's own")
      ->type_name("FILE");
}

std::string AdminAddress::target(const std::string& admin_target) const {
  return space.empty() ? admin_target : std::string(kSpacePath) + space + admin_target;
}

AdminAddress admin_address(const std::string& url, const std::string& space) {
  const auto scheme = url.find("://");
  const auto path = scheme == std::string::npos ? scheme : url.find_first_of("/?#", scheme + 3);
  AdminAddress out{url.substr(0, path), {}};
  if (!is_server_url(out.root))
    throw CLI::ValidationError(
        "--url", in_quotes(url) + " is no address to ask; write one such as http://127.0.0.1:8080");
  if (path != std::string::npos) out.space = space_in(out.root, url.substr(path));
  if (space.empty()) return out;
  if (space == "default")
    throw CLI::ValidationError("--space",
                               "the default space has no address of its own; without --space all "
                               "spaces are asked, and calls --where space=default asks it alone");
  if (!Spaces::is_name(space))
    throw CLI::ValidationError(
        "--space",
        in_quotes(space) + " can be no space's name: 1 to 100 letters, digits, '.', '_' and '-'");
  if (!out.space.empty() && out.space != space)
    throw CLI::ValidationError("--space", in_quotes(space) + " is not the space of --url, " +
                                              in_quotes(out.space) + "; give one of them");
  out.space = space;
  return out;
}

}  // namespace emulator
