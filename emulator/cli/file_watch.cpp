#include "emulator/cli/file_watch.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

namespace emulator {
namespace {

namespace fs = std::filesystem;

std::string signature_of_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return path + " is not there\n";
  return path + ' ' + std::to_string(status.st_dev) + ' ' + std::to_string(status.st_ino) + ' ' +
         std::to_string(status.st_size) + ' ' + std::to_string(status.st_mtim.tv_sec) + '.' +
         std::to_string(status.st_mtim.tv_nsec) + '\n';
}

}  // namespace

std::string signature_of(const std::vector<std::string>& paths) {
  std::string signature;
  for (const std::string& path : paths) {
    std::vector<std::string> files;
    std::error_code failed;
    for (fs::recursive_directory_iterator at(path, failed), end; !failed && at != end;
         at.increment(failed)) {
      if (!path.ends_with('/')) at.disable_recursion_pending();
      files.push_back(at->path().string());
    }
    // Not a folder's own time: a file that comes and goes beside the others would count.
    if (files.empty() && !fs::is_directory(path, failed)) files.push_back(path);
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) signature += signature_of_file(file);
  }
  return signature;
}

FileWatch::FileWatch(std::function<Watched()> watched, std::chrono::milliseconds period,
                     std::function<void()> changed)
    : watched_(std::move(watched)),
      period_(period),
      changed_(std::move(changed)),
      thread_([this] { run(); }) {}

FileWatch::~FileWatch() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

// False: it is time to end.
bool FileWatch::wait() {
  std::unique_lock lock(mutex_);
  return !ended_.wait_for(lock, period_, [this] { return ending_; });
}

void FileWatch::run() {
  std::string before;
  while (wait()) {
    const Watched watched = watched_();
    std::string now = signature_of(watched.paths);
    // An editor may still be writing: what has just changed is loaded when it has not changed again.
    if (now != watched.known && now == before) changed_();
    before = std::move(now);
  }
}

}  // namespace emulator
