#include "emulator/cli/health_command.h"

#include <cstdio>

#include "emulator/cli/admin_address.h"
#include "emulator/cli/http_client.h"

namespace emulator {

int health(const std::string& url) {
  const AdminAddress address = admin_address(url, {});
  const HttpAnswer answer = ask_http(address.root, {"GET", address.target("/__admin/health")});
  if (answer.status == 200) {
    std::printf("%s\n", answer.body.c_str());
    return 0;
  }
  const std::string why =
      answer.status == 0 ? answer.body : "it answered " + std::to_string(answer.status);
  std::fprintf(stderr, "alloy-emulator: %s is not healthy: %s\n", url.c_str(), why.c_str());
  if (answer.status == 0)
    std::fprintf(stderr, "start it with 'alloy-emulator', or say with --url where it listens\n");
  return 1;
}

}  // namespace emulator
