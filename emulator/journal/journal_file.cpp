#include "emulator/journal/journal_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <future>
#include <stdexcept>
#include <utility>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::chrono::seconds kTryAgain{1};
constexpr std::string_view kFirstBytes = R"({"v":)";

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw std::runtime_error("the journal " + in_quotes(path, 200) + " " + why);
}

std::string lost_line(std::uint64_t calls) {
  return R"({"v":1,"kind":"lost","calls":)" + std::to_string(calls) + "}\n";
}

std::string calls_text(std::uint64_t calls) {
  return calls == 1 ? "1 call" : std::to_string(calls) + " calls";
}

}  // namespace

JournalFile::JournalFile(std::string path, Warn warn)
    : path_(std::move(path)), warn_(std::move(warn)) {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file_ < 0) refuse(path_, std::string("cannot be opened: ") + std::strerror(errno));
  try {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
      refuse(path_, "is being written by another process; give another file");
    check_content();
  } catch (...) {
    ::close(file_);
    throw;
  }
}

// Somebody's file given by mistake is left alone.
void JournalFile::check_content() {
  struct stat about {};
  if (::fstat(file_, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0) return;
  char first[kFirstBytes.size()];
  const bool is_ours = ::pread(file_, first, sizeof first, 0) == sizeof first &&
                       std::string_view(first, sizeof first) == kFirstBytes;
  if (!is_ours) refuse(path_, "holds something else than recorded calls; give another file");
  char last = '\n';
  line_is_open_ = ::pread(file_, &last, 1, about.st_size - 1) == 1 && last != '\n';
}

JournalFile::~JournalFile() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  work_.notify_one();
  watch_.notify_one();
  if (writer_.joinable()) writer_.join();
  if (watcher_.joinable()) watcher_.join();
  if (all_lost_ > 0)
    warn_("error: the journal " + path_ + " is incomplete: " + calls_text(all_lost_) +
          " not in it");
  ::close(file_);
}

void JournalFile::begin() {
  const std::lock_guard lock(mutex_);
  if (begun_) return;
  begun_ = true;
  writer_ = std::thread([this] { write_all(); });
  watcher_ = std::thread([this] { release_overdue(); });
}

void JournalFile::append(std::string line, bool call) {
  const std::lock_guard lock(mutex_);
  if (!begun_ || ending_) return;
  ++appended_;
  if (call && pending_.text.size() > kMostPending) {
    lose(1);
    return;
  }
  if (pending_.text.empty())
    pending_.text = std::move(line);
  else
    pending_.text += line;
  pending_.calls += call ? 1 : 0;
  work_.notify_one();
}

void JournalFile::lose(std::uint64_t calls) {
  lost_ += calls;
  all_lost_ += calls;
}

void JournalFile::when_written(std::function<void()> then) {
  {
    const std::lock_guard lock(mutex_);
    if (begun_ && !ending_ && !failing_ && !slow_ && written_ < appended_) {
      waiting_.push_back({appended_, Clock::now(), std::move(then)});
      if (waiting_.size() == 1) watch_.notify_one();
      return;
    }
  }
  then();
}

void JournalFile::wait_until_written() {
  const auto written = std::make_shared<std::promise<void>>();
  when_written([written] { written->set_value(); });
  written->get_future().wait_for(2 * kPatience);
}

// Behind what was written: in the order of their numbers, as they came.
std::vector<JournalFile::Waiting> JournalFile::take_waiting(std::uint64_t until) {
  const auto later = std::find_if(waiting_.begin(), waiting_.end(),
                                  [&](const Waiting& one) { return one.until > until; });
  std::vector<Waiting> taken(std::make_move_iterator(waiting_.begin()),
                             std::make_move_iterator(later));
  waiting_.erase(waiting_.begin(), later);
  return taken;
}

void JournalFile::write_all() {
  // A file that may not grow any more is an error like others, no reason to end.
  sigset_t too_large;
  sigemptyset(&too_large);
  sigaddset(&too_large, SIGXFSZ);
  pthread_sigmask(SIG_BLOCK, &too_large, nullptr);
  std::unique_lock lock(mutex_);
  while (true) {
    work_.wait(lock, [&] { return ending_ || !pending_.text.empty(); });
    if (pending_.text.empty()) return;
    write_batch(lock);
  }
}

void JournalFile::write_batch(std::unique_lock<std::mutex>& lock) {
  Batch batch = std::exchange(pending_, Batch());
  const std::uint64_t until = appended_;
  const bool waits = failing_ && !ending_ && Clock::now() < tried_ + kTryAgain;
  const std::uint64_t missing = lost_, untold = lost_ - told_;
  std::string error;
  if (!waits) {
    tried_ = Clock::now();
    lock.unlock();
    std::string text = line_is_open_ ? "\n" : "";
    if (untold > 0) text += lost_line(untold);
    error = put(text.empty() ? batch.text : text += batch.text);
    lock.lock();
  }
  if (waits || !error.empty()) {
    lose(batch.calls);
  } else {
    lost_ -= missing;
    told_ = 0;
  }
  if (!error.empty()) tell_loss(lock);
  written_ = until;
  if (!waits) finish(error, missing, lock);
  auto ready = take_waiting(until);
  lock.unlock();
  for (const Waiting& one : ready) one.then();
  lock.lock();
}

// returns  why not all was written; all was: ""
std::string JournalFile::put(std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(file_, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return std::strerror(errno);
    if (put == 0) return "nothing was written";
    const auto size = static_cast<std::size_t>(put);
    const auto line_end = text.substr(0, size).rfind('\n');
    open_bytes_ = line_end == std::string_view::npos ? open_bytes_ + size : size - line_end - 1;
    line_is_open_ = text[size - 1] != '\n';
    text.remove_prefix(size);
  }
  return {};
}

// A pipe keeps what it has.
void JournalFile::take_back_open_line() {
  struct stat about {};
  if (open_bytes_ == 0 || ::fstat(file_, &about) != 0 || !S_ISREG(about.st_mode)) return;
  if (::ftruncate(file_, about.st_size - static_cast<off_t>(open_bytes_)) != 0) return;
  open_bytes_ = 0;
  line_is_open_ = false;
}

// In the room of the line that was not written to its end: who resumes from the file knows that calls are missing.
void JournalFile::tell_loss(std::unique_lock<std::mutex>& lock) {
  const std::uint64_t lost = lost_;
  const std::string line = lost_line(lost - told_);
  lock.unlock();
  take_back_open_line();
  const bool is_told = !line_is_open_ && put(line).empty();
  if (!is_told) take_back_open_line();
  lock.lock();
  if (is_told) told_ = lost;
}

// Tells what has changed.
void JournalFile::finish(const std::string& error, std::uint64_t missing,
                         std::unique_lock<std::mutex>& lock) {
  const bool failed = !error.empty();
  std::string text;
  if (failed && !failing_) {
    text = "error: the journal " + path_ + " cannot be written: " + error +
           "; calls are answered and kept in memory as before, but are missing in the file";
  } else if (!failed && missing > 0) {
    text =
        "note: the journal " + path_ + " is written again; " + calls_text(missing) + " not in it";
  } else if (!failed && slow_ && pending_.text.empty()) {
    slow_ = false;
    text = "note: the journal " + path_ + " is written in time again";
  }
  failing_ = failed;
  if (text.empty()) return;
  lock.unlock();
  warn_(text);
  lock.lock();
}

// A write that takes long holds up the writing thread; this one answers in its place.
void JournalFile::release_overdue() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    watch_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    const auto due = waiting_.front().since + kPatience;
    watch_.wait_until(lock, due, [&] { return ending_; });
    if (ending_ || waiting_.empty() || Clock::now() < waiting_.front().since + kPatience) continue;
    slow_ = true;
    const auto overdue = take_waiting(appended_);
    lock.unlock();
    warn_("error: the journal " + path_ +
          " is written slowly; replies wait for it no longer, calls that the disk cannot take are "
          "kept in memory only");
    for (const Waiting& one : overdue) one.then();
    lock.lock();
  }
}

}  // namespace emulator
