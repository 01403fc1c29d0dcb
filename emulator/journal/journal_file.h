#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace emulator {

/// A file that lines are appended to, by a thread of its own: who hands over a line never waits for a disk. Locked for this
/// process, readable by its user alone where it is new. Any thread.
///
/// A disk that is full or broken is told at once, the lines of that time are lost and counted, and it is tried again once a
/// second; then a line says how many are missing. A disk that is so slow that kMostPending wait is told, too.
class JournalFile {
 public:
  using Warn = std::function<void(const std::string& text)>;
  using Clock = std::chrono::steady_clock;
  /// So long a reply waits for its line at most.
  static constexpr std::chrono::milliseconds kPatience{1'000};
  static constexpr std::size_t kMostPending = 64u << 20;

  /// Opens and locks it; writes nothing before begin(). Another process has it, it is something else than a journal, it cannot
  /// be opened: throws std::runtime_error.
  /// warn  is told what goes wrong later on, from a thread of the file's own
  JournalFile(std::string path, Warn warn);
  /// Writes what waits.
  ~JournalFile();
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  const std::string& path() const { return path_; }
  const Warn& warn() const { return warn_; }

  /// From here on lines are taken; those before are not.
  void begin();
  /// line  with its line end
  /// call  it is one of those that are counted when they are lost
  void append(std::string line, bool call);
  /// Calls `then` once every line so far is in the system's hands, where a killed process does not take it along. At once
  /// where the file cannot be written, and after kPatience where it is slow.
  void when_written(std::function<void()> then);
  /// Waits for the same, as long.
  void wait_until_written();

 private:
  struct Waiting {
    std::uint64_t until = 0;  ///< of appended_
    Clock::time_point since;
    std::function<void()> then;
  };
  struct Batch {
    std::string text;
    std::uint64_t calls = 0;
  };

  void check_content();
  void write_all();
  void write_batch(std::unique_lock<std::mutex>& lock);
  std::string put(std::string_view text);
  void finish(const std::string& error, std::uint64_t calls, std::unique_lock<std::mutex>& lock);
  void release_overdue();
  void lose(std::uint64_t calls);
  void take_back_open_line();
  void tell_loss(std::unique_lock<std::mutex>& lock);
  std::vector<Waiting> take_waiting(std::uint64_t until);

  // Fixed after construction.
  const std::string path_;
  const Warn warn_;
  int file_ = -1;

  // The writing thread's own, from begin() on.
  bool line_is_open_ = false;   ///< the last byte written ends no line
  std::size_t open_bytes_ = 0;  ///< so much of that line was written by this process

  std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable watch_;
  // Guarded by mutex_.
  bool begun_ = false;
  bool ending_ = false;
  Batch pending_;
  std::uint64_t appended_ = 0;  ///< lines
  std::uint64_t written_ = 0;   ///< of those; or lost
  std::uint64_t lost_ = 0;      ///< calls, since the file could be written
  std::uint64_t told_ = 0;      ///< of those, in lines of the file
  std::uint64_t all_lost_ = 0;
  bool failing_ = false;
  bool slow_ = false;
  Clock::time_point tried_;
  std::vector<Waiting> waiting_;

  std::thread writer_;
  std::thread watcher_;
};

}  // namespace emulator
