#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "emulator/serve/gate.h"

using namespace emulator;

namespace {

/// Everything that the gate says about these bytes, as text.
std::string transcript(std::string_view bytes, std::size_t step) {
  Gate gate({.target_bytes = 64, .head_bytes = 512, .header_lines = 8, .body_bytes = 128});
  std::string text;
  const auto say = [&](std::string_view part) { (text += part) += '\n'; };
  const auto say_request = [&](const Request& request) {
    say(*request.head);
    say(request.method);
    say(request.target);
    for (const auto& line : request.headers) (say(line.name), say(line.value));
    say(request.body);
  };
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    gate.feed(bytes.substr(at, step));
    while (true) {
      const auto result = gate.next();
      if (const auto* framed = std::get_if<Gate::Framed>(&result)) {
        say(framed->close ? "framed, closes" : "framed");
        say_request(framed->request);
      } else if (const auto* rejection = std::get_if<Rejection>(&result)) {
        say(std::to_string(rejection->status) + rejection->rule + rejection->message);
        say_request(rejection->request);
      } else if (std::get<Gate::State>(result) == Gate::State::kNeedMore) {
        break;
      }
    }
  }
  return text;
}

}  // namespace

/// No bytes crash the gate, and how they were cut does not change what it says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto at_once = transcript(bytes, size + 1);
  if (transcript(bytes, 1) != at_once || transcript(bytes, 7) != at_once) std::abort();
  return 0;
}
