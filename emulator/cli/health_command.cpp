#include "emulator/cli/health_command.h"

#include <cstdio>

#include "emulator/cli/http_client.h"
#include "emulator/cli/unanswered.h"

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
  say_unanswered(options.url, "is not healthy", answer);
  return 1;
}

}  // namespace emulator
