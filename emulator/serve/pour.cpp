#include "emulator/serve/pour.h"

#include <charconv>

namespace emulator::wire {
namespace {

/// RFC 9112 7.1
std::string as_chunk(const std::string& bytes) {
  char size[16];
  const auto end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
  std::string chunk;
  chunk.reserve(bytes.size() + 24);
  return chunk.append(size, end).append("\r\n").append(bytes).append("\r\n");
}

}  // namespace

Pour::Pour(StreamReaderPtr from, bool chunked, Clock::time_point now, std::function<void()> wake)
    : from_(std::move(from)), chunked_(chunked) {
  move_due(now);
  from_->attach(std::move(wake));
}

std::string Pour::take(Clock::time_point now) {
  if (over_) return {};
  auto [bytes, ended, cut] = from_->take();
  if (bytes.empty() && !ended && now >= due_) bytes = from_->options().pulse_text;
  over_ = ended;
  cut_ = cut;
  if (!bytes.empty()) move_due(now);
  if (!chunked_) return bytes;
  std::string framed = bytes.empty() ? std::string() : as_chunk(bytes);
  if (over_ && !cut_) framed += "0\r\n\r\n";
  return framed;
}

void Pour::doubt(Clock::time_point now) {
  if (due_ != Clock::time_point::max()) due_ = now;
}

void Pour::move_due(Clock::time_point now) {
  const StreamOptions& options = from_->options();
  if (options.pulse.count() > 0 && !options.pulse_text.empty()) due_ = now + options.pulse;
}

}  // namespace emulator::wire
