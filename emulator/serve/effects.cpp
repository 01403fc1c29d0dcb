#include "emulator/serve/effects.h"

#include <algorithm>

#include "emulator/model/dice.h"

namespace emulator::wire {
namespace {

constexpr std::size_t kRandomBytes = 256;
// Neither a chunk's size nor the end of a line.
constexpr const char* kNoChunk = "there is no chunk here";

std::string random_bytes() {
  Dice dice(1);
  std::string bytes(kRandomBytes, '\0');  // the first stays: no text begins so
  for (std::size_t i = 1; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(static_cast<unsigned char>(dice.next() * 256));
  return bytes;
}

// The head of an answer that may have no content (HEAD, 204, 304) is all of it, so it is the head that breaks off. Clients
// such as Python's http.client take the connection's end for the end of the header lines: cut within the first.
std::string half_a_line(const std::string& head) { return head.substr(0, head.find('\r') / 2); }
std::string without_end(const std::string& head) {
  return head.substr(0, head.size() - std::string_view("\r\n").size());
}

}  // namespace

/// Turns each effect into pieces and an ending.
struct Script::Writer {
  Script& script;
  const Rendered& rendered;

  std::size_t body_size() const { return rendered.body ? rendered.body->size() : 0; }
  void add(Clock::time_point at, std::string bytes, std::size_t from = 0,
           std::size_t size = 0) const {
    script.pieces_.push_back({at, std::move(bytes), from, size});
  }
  void end_with(Ending ending, std::string bytes, std::size_t of_body = 0) const {
    if (!bytes.empty() || of_body > 0) add(script.begin_, std::move(bytes), 0, of_body);
    script.ending_ = ending;
  }

  void operator()(const Delay&) const {}  // has moved the begin
  void operator()(const Dribble& dribble) const {
    const std::size_t count = std::max<std::size_t>(1, std::min(dribble.pieces, body_size()));
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t from = body_size() * i / count;
      const std::size_t to = body_size() * (i + 1) / count;
      const auto after = count == 1 ? dribble.over * 0
                                    : dribble.over * static_cast<std::int64_t>(i) /
                                          static_cast<std::int64_t>(count - 1);
      add(script.begin_ + after, i == 0 ? rendered.head : "", from, to - from);
    }
  }
  void operator()(const EmptyResponse&) const { end_with(Ending::kClose, ""); }
  void operator()(const ConnectionReset&) const { end_with(Ending::kReset, ""); }
  void operator()(const MalformedChunk&) const {
    end_with(Ending::kClose,
             std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") + kNoChunk);
  }
  void operator()(const RandomData&) const { end_with(Ending::kClose, random_bytes()); }
  void operator()(const Truncate& truncate) const {
    if (rendered.has_content) {
      end_with(Ending::kClose, rendered.head, std::min(truncate.after_bytes, body_size()));
    } else {
      end_with(Ending::kClose, half_a_line(rendered.head));
    }
  }
  void operator()(const Stall&) const {
    end_with(Ending::kSilence, rendered.has_content ? rendered.head : without_end(rendered.head));
  }
};

bool break_off(const std::vector<Effect>& effects) {
  return std::any_of(effects.begin(), effects.end(), [](const Effect& effect) {
    return std::holds_alternative<Truncate>(effect) || std::holds_alternative<Stall>(effect);
  });
}

Script::Script(const std::vector<Effect>& effects, Rendered rendered, Clock::time_point now)
    : body_(rendered.body), begin_(now) {
  for (const Effect& effect : effects) {
    if (const auto* delay = std::get_if<Delay>(&effect)) begin_ += delay->by;
  }
  for (const Effect& effect : effects) std::visit(Writer{*this, rendered}, effect);
  if (!pieces_.empty() || ending_ != Ending::kGoOn) return;
  pieces_.push_back({begin_, std::move(rendered.head), 0, body_ ? body_->size() : 0});
}

void Script::take(Clock::time_point now, Output& to) {
  for (; next_ < pieces_.size() && pieces_[next_].at <= now; ++next_) {
    const Piece& piece = pieces_[next_];
    to.append(piece.bytes);
    if (piece.body_size == 0) continue;
    if (piece.body_size == body_->size())
      to.append(body_);
    else
      to.append(std::string_view(*body_).substr(piece.body_begin, piece.body_size));
  }
}

bool Script::ended(Clock::time_point now) const { return next_ == pieces_.size() && begin_ <= now; }

Clock::time_point Script::due() const {
  if (next_ < pieces_.size()) return pieces_[next_].at;
  return ending_ == Ending::kSilence ? Clock::time_point::max() : begin_;
}

}  // namespace emulator::wire
