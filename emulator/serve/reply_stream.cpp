#include "emulator/serve/reply_stream.h"

#include <mutex>
#include <utility>

namespace emulator {

/// What both ends share.
class StreamPipe {
 public:
  StreamPipe(StreamOptions given, StreamListener told)
      : options(std::move(given)), listener(std::move(told)) {}

  void tell(StreamNews news) const {
    if (listener) listener(news);
  }
  // Under the mutex, which comes before those of whoever is woken.
  void wake_reader() {
    if (wake && !std::exchange(woken, true)) wake();
  }
  bool over() const { return ended || cut || gone; }

  const StreamOptions options;
  const StreamListener listener;

  std::mutex mutex;
  // Guarded by mutex.
  std::string waiting;
  std::function<void()> wake;
  bool woken = false;  ///< since the last take
  bool full = false;   ///< a piece was not taken since
  bool ended = false;
  bool cut = false;
  bool gone = false;
};

StreamWriter::~StreamWriter() {
  const std::lock_guard lock(pipe_->mutex);
  if (pipe_->over()) return;
  pipe_->cut = true;
  pipe_->wake_reader();
}

StreamWriter::Wrote StreamWriter::write(std::string_view piece) {
  const std::lock_guard lock(pipe_->mutex);
  if (pipe_->over()) return Wrote::kGone;
  if (piece.empty()) return Wrote::kTaken;
  if (!pipe_->waiting.empty() && pipe_->waiting.size() + piece.size() > pipe_->options.most) {
    pipe_->full = true;
    return Wrote::kFull;
  }
  pipe_->waiting += piece;
  pipe_->wake_reader();
  return Wrote::kTaken;
}

void StreamWriter::end() {
  const std::lock_guard lock(pipe_->mutex);
  if (pipe_->over()) return;
  pipe_->ended = true;
  pipe_->wake_reader();
}

StreamReader::~StreamReader() {
  bool news = false;
  {
    const std::lock_guard lock(pipe_->mutex);
    news = !pipe_->over();
    pipe_->gone = true;
    pipe_->wake = nullptr;
    pipe_->waiting.clear();
  }
  if (news) pipe_->tell(StreamNews::kGone);
}

const StreamOptions& StreamReader::options() const { return pipe_->options; }

void StreamReader::attach(std::function<void()> wake) {
  const std::lock_guard lock(pipe_->mutex);
  pipe_->wake = std::move(wake);
  if (!pipe_->waiting.empty() || pipe_->over()) pipe_->wake_reader();
}

StreamReader::Taken StreamReader::take() {
  Taken taken;
  bool room = false;
  {
    const std::lock_guard lock(pipe_->mutex);
    taken = {std::exchange(pipe_->waiting, {}), pipe_->over(), pipe_->cut};
    room = std::exchange(pipe_->full, false) && !taken.ended;
    pipe_->woken = false;
  }
  if (room) pipe_->tell(StreamNews::kRoom);
  return taken;
}

void StreamReader::tell_stopping() { pipe_->tell(StreamNews::kStopping); }

Stream make_stream(StreamOptions options, StreamListener listener) {
  auto pipe = std::make_shared<StreamPipe>(std::move(options), std::move(listener));
  return {std::make_unique<StreamWriter>(pipe), std::make_shared<StreamReader>(pipe)};
}

}  // namespace emulator
