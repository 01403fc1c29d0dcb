#include "emulator/serve/output.h"

#include <algorithm>
#include <array>

namespace emulator::wire {
namespace {

// Up to here a copy costs less than a second piece.
constexpr std::size_t kCopiedBytes = 16u << 10;
// An idle connection keeps at most this much room for its next answer.
constexpr std::size_t kReusedPieceBytes = 4096;

}  // namespace

void Output::append(std::string_view text) {
  if (text.empty()) return;
  if (pieces_.empty() || pieces_.back().shared) pieces_.emplace_back();
  pieces_.back().own += text;
  bytes_ += text.size();
}

void Output::append(std::shared_ptr<const std::string> body) {
  if (!body || body->size() <= kCopiedBytes) return append(body ? *body : std::string_view());
  bytes_ += body->size();
  pieces_.push_back({{}, std::move(body)});
}

Moved::Outcome Output::flush(Transport& transport) {
  while (!empty()) {
    std::array<iovec, 16> pieces;
    std::size_t count = 0;
    for (auto i = first_; i < pieces_.size() && count < pieces.size(); ++i, ++count) {
      const std::string_view text =
          std::string_view(pieces_[i].text()).substr(i == first_ ? sent_ : 0);
      pieces[count] = {const_cast<char*>(text.data()), text.size()};
    }
    const auto moved = transport.write(pieces.data(), count);
    if (moved.outcome != Moved::Outcome::kMoved) return moved.outcome;
    drop(moved.bytes);
  }
  return Moved::Outcome::kMoved;
}

void Output::drop(std::size_t bytes) {
  bytes_ -= bytes;
  sent_ += bytes;
  while (first_ < pieces_.size() && sent_ >= pieces_[first_].text().size()) {
    sent_ -= pieces_[first_].text().size();
    ++first_;
  }
  if (first_ < pieces_.size()) {
    // A slow reader that keeps asking never empties this; let go of what it has.
    if (first_ < 64) return;
    pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
    return;
  }
  first_ = sent_ = 0;
  const bool reusable =
      !pieces_.front().shared && pieces_.front().own.capacity() <= kReusedPieceBytes;
  pieces_.resize(reusable ? 1 : 0);
  if (reusable) pieces_.front().own.clear();
}

}  // namespace emulator::wire
