#include "emulator/cli/admin_options.h"

#include <algorithm>

#include "emulator/cli/option_kinds.h"
#include "emulator/model/authority.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// Browsers send scheme, host and, where it is not the usual one, port: what has more is never equal to it.
void refuse_no_origin(const std::string& origin) {
  const auto scheme = origin.find("://");
  if (scheme != std::string::npos && scheme > 0 && parse_authority(origin.substr(scheme + 3)))
    return;
  throw CLI::ValidationError("--admin-origin",
                             in_quotes(origin) +
                                 " is no origin; write scheme, host and port alone, as browsers "
                                 "do, like https://host:port");
}

}  // namespace

void add_admin_options(CLI::App& command, AdminAccess& access) {
  command
      .add_option("--admin-token", access.token,
                  "/__admin wants that token, as Bearer or as the password of Basic")
      ->check(some_text())
      ->envname(variable_for("--admin-token"))
      ->type_name("TOKEN");
  add_switch(command, "--admin-open", access.open,
             "/__admin may be called from other machines without a token");
  add_list(command, "--admin-origin", access.origins,
           "pages of that origin may call /__admin, like https://host:port", ", ")
      ->type_name("ORIGIN");
}

void finish_admin_options(AdminAccess& access, const std::vector<std::string>& hosts) {
  from_environment("--admin-origin", access.origins, ", ");
  for (const std::string& origin : access.origins) refuse_no_origin(origin);
  access.hosts.insert(access.hosts.end(), hosts.begin(), hosts.end());
  const auto reachable = std::find_if_not(hosts.begin(), hosts.end(), is_loopback_name);
  if (reachable == hosts.end() || access.open || !access.token.empty()) return;
  throw CLI::ValidationError(
      "--host", in_quotes(*reachable) +
                    " can be reached from other machines, and /__admin shows what was recorded and "
                    "changes answers: give --admin-token TOKEN, or --admin-open if all who can "
                    "reach it may");
}

}  // namespace emulator
