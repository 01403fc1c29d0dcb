#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "emulator/model/body_file.h"

namespace emulator {

/// The folder with the files that bodyFileName names. It is only read. Any thread.
class BodyFolder {
 public:
  static constexpr std::size_t kMostOfOne = 16u << 20;
  static constexpr std::size_t kMostRemembered = 64u << 20;  ///< JSON is kept read as well
  static constexpr std::size_t kMostListed = 10'000;

  /// path  "": there is none
  explicit BodyFolder(std::string path = {}) : path_(std::move(path)) {}

  /// No file of that name, one larger than kMostOfOne, one that is elsewhere, also by a link: nullptr.
  BodyFilePtr find(const std::string& name);
  /// kMostListed at most.
  std::set<std::string> names() const;

  /// Names in UTF-8 with '/' between them; none is empty, "." or "..".
  static bool is_name(std::string_view name);

 private:
  /// What the file was when it was read.
  struct Stamp {
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    std::int64_t size = 0;
    bool operator==(const Stamp&) const = default;
  };
  struct Read {
    BodyFilePtr file;
    Stamp stamp;
  };
  BodyFilePtr read(const std::string& name);
  std::string path_of(const std::string& name) const;

  const std::string path_;

  std::mutex mutex_;
  // Guarded by mutex_.
  std::map<std::string, Read> read_;
  std::size_t read_bytes_ = 0;
};

}  // namespace emulator
