#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/serve/gate.h"
#include "emulator/serve/http_syntax.h"

namespace emulator::wire {

/// What a complete head says about the message and the connection.
struct Framing {
  bool chunked = false;
  std::uint64_t length = 0;       ///< of the body, where it is not chunked
  bool expects_continue = false;  ///< HTTP/1.0 cannot
  bool close = false;
  bool http10 = false;
};

/// RFC 9112 3.2 (Host), 6 (body), 9.3 (persistence), RFC 9110 10.1.1 (Expect).
std::variant<Framing, Complaint> judge_framing(const Request& request, const GateLimits& limits);

/// Takes the chunked coding off; the trailer is checked as headers are, and dropped.
class ChunkedBody {
 public:
  explicit ChunkedBody(const GateLimits& limits) : limits_(&limits) {}

  struct Step {
    Verdict complaint;
    std::size_t consumed = 0;  ///< of `bytes`; the rest is to be there again next time
  };
  /// Appends content to body, as far as `bytes` go.
  Step decode(std::string_view bytes, std::string& body);
  bool done() const { return stage_ == Stage::kDone; }

 private:
  enum class Stage { kSize, kData, kDataEnd, kTrailer, kDone };

  Step take_data(std::string_view bytes, std::string& body);
  Step take_line(std::string_view bytes, std::size_t body_size);
  Verdict read_size(std::string_view line, std::size_t body_size);
  Verdict read_trailer(std::string_view line);

  const GateLimits* limits_;
  Stage stage_ = Stage::kSize;
  LineFinder finder_;
  std::uint64_t chunk_left_ = 0;
  std::size_t extension_bytes_ = 0;
  std::size_t trailer_bytes_ = 0;
  std::size_t trailer_lines_ = 0;
};

}  // namespace emulator::wire
