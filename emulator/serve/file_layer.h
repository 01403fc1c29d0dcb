#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "emulator/model/body_file.h"

namespace emulator {

/// How many files all spaces together may have put in or hidden, and what those may take. Any thread.
class FileRoom {
 public:
  static constexpr std::size_t kMostNames = 10'000;

  /// most_bytes  JSON is kept read as well, and takes room twice
  explicit FileRoom(std::size_t most_bytes = 64u << 20) : most_bytes_(most_bytes) {}
  std::size_t most_bytes() const { return most_bytes_; }

  /// What is taken in place of what was taken before. returns  false: there is no room, and nothing changed
  bool exchange(std::size_t names_before, std::size_t bytes_before, std::size_t names,
                std::size_t bytes);

 private:
  const std::size_t most_bytes_;

  std::mutex mutex_;
  // Guarded by mutex_.
  std::size_t names_ = 0;
  std::size_t bytes_ = 0;
};

/// The files that were put in or taken away in one space: they lie over those of the default space and of the folder.
/// Any thread.
class FileLayer {
 public:
  explicit FileLayer(std::shared_ptr<FileRoom> room) : room_(std::move(room)) {}
  ~FileLayer() { clear(); }
  FileLayer(const FileLayer&) = delete;
  FileLayer& operator=(const FileLayer&) = delete;

  /// Hidden here: null. Neither put in nor hidden: nullopt.
  std::optional<BodyFilePtr> find(const std::string& name) const;
  /// file  null: hides what lies below. returns  false: there is no room
  bool put(const std::string& name, BodyFilePtr file);
  /// What lies below is seen again.
  void uncover(const std::string& name);
  void clear();
  /// Adds the names that were put in to those below, and takes out the hidden ones.
  void cover(std::set<std::string>& names) const;
  const FileRoom& room() const { return *room_; }

 private:
  const std::shared_ptr<FileRoom> room_;

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::map<std::string, BodyFilePtr> files_;
};

}  // namespace emulator
