// The emulator's connections and cpp-httplib around one constant answer: what is left when nothing
// is checked, looked up or remembered. scripts/bench measures the emulator against it.
//   bare_reactor PORT FILE-WITH-THE-BODY

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "emulator/serve/listener.h"

namespace {

class Constant : public emulator::Service {
 public:
  explicit Constant(std::string body) {
    answer_.headers.push_back({"Content-Type", "application/json"});
    answer_.body = std::make_shared<const std::string>(std::move(body));
  }
  void call(emulator::Request, emulator::Responder respond) override { respond(answer_); }
  emulator::Response rejected(const emulator::Rejection& rejection) override {
    emulator::Response refusal;
    refusal.status = rejection.status;
    return refusal;
  }
  void unanswered() override {}

 private:
  emulator::Response answer_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: bare_reactor PORT FILE-WITH-THE-BODY\n");
    return 2;
  }
  // Waited for below; blocked before the listener's threads begin.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  std::ifstream file(argv[2], std::ios::binary);
  Constant service({std::istreambuf_iterator<char>(file), {}});
  emulator::ListenerOptions options;
  options.hosts = {"127.0.0.1"};
  options.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  emulator::Listener listener(options, service);
  listener.start();
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}
