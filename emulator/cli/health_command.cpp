#include "emulator/cli/health_command.h"

#include <cstdio>

#include "emulator/cli/http_client.h"

namespace emulator {

int health(const AskOptions& options) {
  const AdminAddress address = admin_address(options.url, {});
  HttpQuestion question{"GET", address.target("/__admin/health")};
  question.authority = options.authority;
  const HttpAnswer answer = ask_http(address.root, question);
  if (answer.status == 200) {
    std::printf("%s\n", answer.body.c_str());
    return 0;
  }
  const std::string why =
      answer.status == 0 ? answer.body : "it answered " + std::to_string(answer.status);
  std::fprintf(stderr, "alloy-emulator: %s is not healthy: %s\n", options.url.c_str(), why.c_str());
  if (answer.status == 0)
    std::fprintf(stderr, "start it with 'alloy-emulator', or say with --url where it listens\n");
  return 1;
}

}  // namespace emulator
