#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "emulator/cli/file_watch.h"
#include "emulator/cli/world_options.h"
#include "emulator/serve/mappings_folder.h"

namespace emulator {

/// The stubs to start with.
/// folder  "": none
/// strict  those that answer what the documents do not allow are errors
struct StubSource {
  std::string folder;
  bool strict = false;
};

/// What the files hold.
struct Loaded {
  WorldPtr world;
  StubSet stubs;
};

/// Makes the world, and the stubs it starts with, from files, again and again. Thread-safe.
class Reloader {
 public:
  explicit Reloader(WorldOptions options, StubSource stubs = {})
      : options_(std::move(options)), mappings_(stubs.folder), strict_(stubs.strict) {}

  /// What there is first. Throws LoadError; warnings go to `findings`.
  Loaded first(std::vector<Finding>& findings);

  /// Loads again. Without errors the next goes to `install`; else nothing happens. Returns what loading found.
  std::vector<Finding> reload(const std::function<void(Loaded)>& install);

  /// The files of the last loading, also those that references lead to, as they were when it began.
  Watched watched() const;

 private:
  /// An error among the findings: no world.
  Loaded load(Findings& findings);
  ModelPtr load_model(Findings& findings);

  const WorldOptions options_;
  const MappingsFolder mappings_;
  const bool strict_;
  std::mutex mutex_;
  // Guarded by mutex_, which also keeps reloads one after the other.
  std::uint64_t generation_ = 0;
  // Guarded by watched_mutex_, as whoever asks should not wait for a loading.
  mutable std::mutex watched_mutex_;
  Watched watched_;
};

}  // namespace emulator
