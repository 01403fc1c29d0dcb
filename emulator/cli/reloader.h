#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "emulator/cli/file_watch.h"
#include "emulator/cli/world_options.h"

namespace emulator {

/// Makes the world from files, again and again. Thread-safe.
class Reloader {
 public:
  explicit Reloader(WorldOptions options) : options_(std::move(options)) {}

  /// The first world. Throws LoadError; warnings go to `findings`.
  WorldPtr first(std::vector<Finding>& findings);

  /// Loads again. Without errors the next world goes to `install`; else nothing happens. Returns what loading found.
  std::vector<Finding> reload(const std::function<void(WorldPtr)>& install);

  /// The files of the last loading, also those that references lead to, as they were when it began.
  Watched watched() const;

 private:
  ModelPtr load(Findings& findings);

  const WorldOptions options_;
  std::mutex mutex_;
  // Guarded by mutex_, which also keeps reloads one after the other.
  std::uint64_t generation_ = 0;
  // Guarded by watched_mutex_, as whoever asks should not wait for a loading.
  mutable std::mutex watched_mutex_;
  Watched watched_;
};

}  // namespace emulator
