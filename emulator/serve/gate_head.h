#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "emulator/serve/gate.h"
#include "emulator/serve/http_syntax.h"

namespace emulator::wire {

/// Reads the head of one request from bytes that grow; each byte is looked at once. The outcome does
/// not depend on how the bytes were cut.
class HeadReader {
 public:
  explicit HeadReader(const GateLimits& limits) : limits_(&limits) {}

  /// bytes  from the request line's first byte on; what was passed before is still in front
  /// returns why the head is refused; nullopt: so far so good, see done()
  Verdict read(std::string_view bytes);
  bool done() const { return stage_ == Stage::kDone; }
  /// With the empty line; of a head that is not done: of its whole lines.
  std::size_t size() const { return line_begin_; }

  /// The request as far as it was read, body empty. bytes as in read(). The head of a refused one
  /// ends where the reason was seen, of an unfinished one with the bytes: at most head_bytes. An unreadable method is "UNKNOWN".
  Request request(std::string_view bytes) const;

 private:
  enum class Stage { kRequestLine, kHeaderLines, kDone };
  struct Span {
    std::size_t offset = 0;
    std::size_t size = 0;
  };
  struct LineSpans {
    Span name;
    Span value;
  };

  Verdict refuse(std::size_t looked_at, Verdict complaint);
  Verdict probe_request_line(std::string_view bytes);
  Verdict take_request_line(std::string_view line);
  Verdict take_header_line(std::string_view bytes, std::string_view line);
  Verdict too_large() const;

  const GateLimits* limits_;
  Stage stage_ = Stage::kRequestLine;
  LineFinder finder_;
  std::size_t line_begin_ = 0;
  std::optional<std::size_t> refused_at_;
  Verdict bad_target_;      ///< told behind the head, whose lines say whose call it is
  std::size_t probed_ = 0;  ///< of the request line, for its method and its target's length
  std::optional<std::size_t> method_size_;
  Span target_;
  Span version_;
  std::vector<LineSpans> lines_;
};

}  // namespace emulator::wire
