#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace emulator {

/// What to look at, and what was there when it was loaded.
/// known  the signature of the paths
struct Watched {
  std::vector<std::string> paths;
  std::string known;
};

/// Calls back, on a thread of its own, soon after files or the contents of folders have changed and then stayed the same
/// for one look. It looks instead of being told (inotify): bind mounts, network folders and editors that rename a new
/// file into place are all seen the same way, and a few files every `period` cost next to nothing.
class FileWatch {
 public:
  /// watched  asked at each look, as loading again may lead to other files
  FileWatch(std::function<Watched()> watched, std::chrono::milliseconds period,
            std::function<void()> changed);
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

 private:
  void run();
  bool wait();

  // Fixed after construction.
  const std::function<Watched()> watched_;
  const std::chrono::milliseconds period_;
  const std::function<void()> changed_;
  std::mutex mutex_;
  std::condition_variable ended_;
  // Guarded by mutex_.
  bool ending_ = false;
  std::thread thread_;
};

/// What is there now: path, identity, size and time of change of each file, and of each file in each folder; of one that
/// is written with a '/' at its end also of those in folders below.
std::string signature_of(const std::vector<std::string>& paths);

}  // namespace emulator
