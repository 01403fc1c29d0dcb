// Processes that each have a space of one emulator, and must not meet.
//   spaces_stress [--processes N] [--steps N] [--seed N] [--patience SECONDS]
// Half of them share a base URL and an API key and are told apart by the userId of their calls. Prints the seed;
// the same seed gives each process the same steps.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "emulator/model/sources.h"
#include "emulator/serve/emulator.h"
#include "emulator/serve/listener.h"
#include "tests/stress/tester.h"

namespace stress {
namespace {

struct Options {
  int processes = 16;
  int steps = 5'000;
  std::uint64_t seed = std::random_device()();
  unsigned patience = 100;
};

bool read_options(int count, char** words, Options& options) {
  if (count % 2 == 0) return false;
  for (int i = 1; i < count; i += 2) {
    const std::string name = words[i];
    const std::uint64_t value = std::strtoull(words[i + 1], nullptr, 10);
    if (name == "--processes") {
      options.processes = static_cast<int>(value);
    } else if (name == "--steps") {
      options.steps = static_cast<int>(value);
    } else if (name == "--seed") {
      options.seed = value;
    } else if (name == "--patience") {
      options.patience = static_cast<unsigned>(value);
    } else {
      return false;
    }
  }
  return true;
}

// Every fourth process resets in a loop.
Role role_of(int index, const Options& options) {
  return {index, index % 2 == 0, index % 4 == 3 ? 25 : 2, options.steps, options.seed};
}

/// Watches the default space while the others work: nothing of theirs may come there.
class Watcher {
 public:
  explicit Watcher(std::uint16_t port) : client_(port, "") {}

  void prepare() {
    stub(
        R"("requiredScenarioState": "Started", "newScenarioState": "moved", "response": {"status": 201})");
    stub(R"("requiredScenarioState": "moved", "response": {"status": 202})");
  }
  bool look() {
    return has("POST", "/requests/count", R"({"space": "default"})", "\"count\":0,") &&
           has("GET", "/mappings", "", R"("meta":{"total":2})") &&
           has("GET", "/fixtures", "", R"("users":3)") &&
           has("GET", "/settings", "", R"({"settings":{"proxyPassThrough":true}})") &&
           has("DELETE", "/requests", "", "{}");
  }

 private:
  void stub(const std::string& rest) {
    client_.ask("POST", "/__admin/mappings",
                R"({"request": {"urlPath": "/common"}, "scenarioName": "common", )" + rest + "}");
  }
  bool has(const char* method, const std::string& path, const std::string& body,
           const std::string& expected) {
    const Answer answer = client_.ask(method, "/__admin" + path, body);
    if (answer.body.find(expected) != std::string::npos) return true;
    std::fprintf(stderr, "the default space: expected %s of %s, found %d %s\n", expected.c_str(),
                 path.c_str(), answer.status, answer.body.c_str());
    return false;
  }

  Client client_;
};

// Until all have ended. returns  all ended well, and nothing came to the default space
bool watch(std::size_t running, Watcher& watcher) {
  bool good = true;
  while (running > 0) {
    int status = 0;
    const pid_t ended = waitpid(-1, &status, WNOHANG);
    if (ended > 0) {
      --running;
      good &= WIFEXITED(status) && WEXITSTATUS(status) == 0;
    } else {
      good &= watcher.look();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));  // between two looks
    }
  }
  return good && watcher.look();
}

int run(const Options& options) {
  std::printf("seed %llu: %d processes, %d steps each\n",
              static_cast<unsigned long long>(options.seed), options.processes, options.steps);
  std::fflush(stdout);
  emulator::Findings findings;
  std::vector<std::string> referenced;
  const auto world = std::make_shared<const emulator::World>(
      emulator::load_paths({}, {}, findings, referenced), emulator::AnswerSettings{}, 1);
  emulator::Emulator emulator(world);
  emulator::ListenerOptions where;
  where.hosts = {"127.0.0.1"};
  emulator::Listener listener(where, emulator);
  // The processes begin before there are threads; the first calls wait in the backlog.
  int ready[2];
  if (pipe(ready) != 0) return 1;
  const auto port = listener.port();
  for (int i = 0; i < options.processes; ++i) {
    if (fork() != 0) continue;
    alarm(options.patience);
    close(ready[1]);
    char end;
    [[maybe_unused]] const auto count =
        read(ready[0], &end, 1);  // until the stubs of all are there
    _exit(Tester(role_of(i, options), port).run() ? 0 : 1);
  }
  close(ready[0]);
  const auto begun = std::chrono::steady_clock::now();
  listener.start();
  Watcher watcher(port);
  watcher.prepare();
  close(ready[1]);
  const bool good = watch(static_cast<std::size_t>(options.processes), watcher);
  const auto took = std::chrono::steady_clock::now() - begun;
  listener.stop();
  std::printf("%s after %.1f s\n", good ? "no leak" : "FAILED",
              std::chrono::duration<double>(took).count());
  return good ? 0 : 1;
}

}  // namespace
}  // namespace stress

int main(int argc, char** argv) {
  stress::Options options;
  if (!stress::read_options(argc, argv, options)) {
    std::fprintf(
        stderr,
        "usage: spaces_stress [--processes N] [--steps N] [--seed N] [--patience SECONDS]\n");
    return 2;
  }
  return stress::run(options);
}
