#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace emulator {

/// What several journals hold together. While that is more than `most`, each keeps only `share` of what it may. Any
/// thread.
class BytesTogether {
 public:
  BytesTogether(std::size_t most, std::size_t share) : most_(most), share_(share) {}

  bool is_too_much() const { return held_.load(std::memory_order_relaxed) > most_; }
  std::size_t share() const { return share_; }
  void add(std::size_t bytes) { held_.fetch_add(bytes, std::memory_order_relaxed); }
  void remove(std::size_t bytes) { held_.fetch_sub(bytes, std::memory_order_relaxed); }

 private:
  const std::size_t most_;
  const std::size_t share_;
  std::atomic<std::size_t> held_{0};
};

/// One journal's part of them. Not thread-safe, besides what it has in common with others.
class BytesHeld {
 public:
  explicit BytesHeld(std::shared_ptr<BytesTogether> together) : together_(std::move(together)) {}
  ~BytesHeld() { change_to(0); }
  BytesHeld(const BytesHeld&) = delete;
  BytesHeld& operator=(const BytesHeld&) = delete;

  void change_to(std::size_t bytes) {
    if (together_ && bytes > held_) together_->add(bytes - held_);
    if (together_ && bytes < held_) together_->remove(held_ - bytes);
    held_ = bytes;
  }

  /// What may be held now, by one that may hold so much on its own.
  std::size_t most(std::size_t alone) const {
    return together_ && together_->is_too_much() ? std::min(alone, together_->share()) : alone;
  }

 private:
  const std::shared_ptr<BytesTogether> together_;
  std::size_t held_ = 0;
};

}  // namespace emulator
