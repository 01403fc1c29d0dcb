#include "emulator/serve/refusals.h"

namespace emulator::wire {
namespace {

/// "10 s", "150 ms"
std::string text(std::chrono::milliseconds time) {
  const auto count = time.count();
  return count % 1000 == 0 ? std::to_string(count / 1000) + " s" : std::to_string(count) + " ms";
}

}  // namespace

Rejection too_slow(Gate& gate, std::chrono::milliseconds patience) {
  return gate.abandon(
      408, "gate.request-timeout",
      "the request was not complete after " + text(patience) + "; missing: " + gate.missing(),
      "end the head with an empty line, and let Content-Length be the size of the body in bytes");
}

Rejection beyond_connection_limit(Gate& gate, std::size_t limit) {
  return gate.abandon(503, "gate.connections",
                      std::to_string(limit) + " connections are open, which is the limit",
                      "keep fewer connections, and use each for several requests");
}

Rejection without_tls(Gate& gate) {
  auto framed = gate.next();
  if (auto* refused = std::get_if<Rejection>(&framed)) return std::move(*refused);
  auto rejection = gate.abandon(400, "gate.without-tls",
                                "the request came without TLS, and " + std::string(kSpeaksTls),
                                "use https:// in the client's base URL");
  if (auto* whole = std::get_if<Gate::Framed>(&framed))
    rejection.request = std::move(whole->request);
  return rejection;
}

Response answer_to(const Rejection& rejection, Service& service) try {
  return service.rejected(rejection);
} catch (...) {
  Response response;
  response.status = rejection.status;
  return response;
}

Response internal_error() {
  Response response;
  response.status = 500;
  response.headers = {{"Content-Type", "text/plain"}};
  response.body = std::make_shared<const std::string>("the emulator failed on this call\n");
  return response;
}

void count_unanswered(Service& service) try {
  service.unanswered();
} catch (...) {  // It is only a count.
}

}  // namespace emulator::wire
