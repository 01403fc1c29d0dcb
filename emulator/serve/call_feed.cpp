#include "emulator/serve/call_feed.h"

#include <deque>
#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/serve_event.h"

namespace emulator {
namespace {

// Proxies and clients give up on what is silent for longer.
constexpr std::chrono::seconds kHeartbeat{15};
constexpr std::string_view kBegun = ": each call is told when it is recorded\n\n";

std::string missed_event(std::uint64_t calls) {
  return "event: missed\ndata: {\"calls\":" + std::to_string(calls) + "}\n\n";
}

// What it is made of may take twice as much as its text; where that is too much already, it is not written down.
std::string event_of(const Entry& entry) {
  if (size_in_bytes(entry) > CallFeed::kMostOfEvent) return missed_event(1);
  std::string text = "id: " + entry.id + "\ndata: " + to_wire_text(serve_event(entry)) + "\n\n";
  return text.size() > CallFeed::kMostOfEvent ? missed_event(1) : text;
}

}  // namespace

/// One listener. The mutex of the stream comes after its own.
class CallFeed::Ear {
 public:
  Ear(CallPattern pattern, std::optional<std::string> space)
      : pattern_(std::move(pattern)), space_(std::move(space)) {}

  bool wants(const Entry& entry) const {
    return !gone() && (!space_ || entry.space == *space_) && pattern_.matches(entry);
  }
  bool gone() const { return gone_.load(std::memory_order_relaxed); }

  void begin(std::unique_ptr<StreamWriter> writer) {
    const std::lock_guard lock(mutex_);
    writer_ = std::move(writer);
    writer_->write(kBegun);
  }

  // text  of the event
  void hear(const EntryPtr& entry, const std::string& text) {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty() && missed_ == 0 && writer_->write(text) != StreamWriter::Wrote::kFull)
      return;
    const std::size_t bytes = size_in_bytes(*entry);
    if (missed_ > 0 || waiting_bytes_ + bytes > kMostWaitingBytes) {
      ++missed_;
      return;
    }
    waiting_.push_back(entry);
    waiting_bytes_ += bytes;
  }

  void notice(StreamNews news) {
    if (news == StreamNews::kGone) {
      gone_.store(true, std::memory_order_relaxed);
      return;
    }
    const std::lock_guard lock(mutex_);
    catch_up();
    if (news == StreamNews::kStopping) writer_->end();
  }

 private:
  void catch_up() {
    while (!waiting_.empty()) {
      if (writer_->write(event_of(*waiting_.front())) == StreamWriter::Wrote::kFull) return;
      waiting_bytes_ -= size_in_bytes(*waiting_.front());
      waiting_.pop_front();
    }
    if (missed_ == 0 || writer_->write(missed_event(missed_)) == StreamWriter::Wrote::kFull) return;
    missed_ = 0;
  }

  const CallPattern pattern_;
  const std::optional<std::string> space_;
  std::atomic<bool> gone_{false};

  std::mutex mutex_;
  // Guarded by mutex_.
  std::unique_ptr<StreamWriter> writer_;
  std::deque<EntryPtr> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::uint64_t missed_ = 0;  ///< calls behind those that wait
};

StreamReaderPtr CallFeed::listen(CallPattern pattern, std::optional<std::string> space) {
  const std::lock_guard lock(mutex_);
  forget_gone();
  if (ears_.size() >= kMost) return nullptr;
  auto ear = std::make_shared<Ear>(std::move(pattern), std::move(space));
  StreamOptions options;
  options.pulse = kHeartbeat;
  options.pulse_text = ":\n\n";
  Stream stream = make_stream(std::move(options), [weak = std::weak_ptr(ear)](StreamNews news) {
    if (const auto heard = weak.lock()) heard->notice(news);
  });
  ear->begin(std::move(stream.writer));
  ears_.push_back(std::move(ear));
  count_.store(ears_.size(), std::memory_order_relaxed);
  return stream.reader;
}

// Written down once for all, and outside of the lock.
void CallFeed::tell(const EntryPtr& entry) {
  std::vector<std::shared_ptr<Ear>> ears;
  {
    const std::lock_guard lock(mutex_);
    forget_gone();
    ears = ears_;
  }
  std::string text;
  for (const auto& ear : ears) {
    if (!ear->wants(*entry)) continue;
    if (text.empty()) text = event_of(*entry);
    ear->hear(entry, text);
  }
}

void CallFeed::forget_gone() {
  std::erase_if(ears_, [](const auto& ear) { return ear->gone(); });
  count_.store(ears_.size(), std::memory_order_relaxed);
}

}  // namespace emulator
