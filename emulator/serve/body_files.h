#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/body_file.h"

namespace emulator {

/// Bodies that stubs name by bodyFileName: the files of a folder, which is only read, and over them what is put in at run
/// time, which stays in memory. Any thread.
class BodyFiles {
 public:
  static constexpr std::size_t kMostOfOne = 16u << 20;
  static constexpr std::size_t kMostOfAll =
      64u << 20;  ///< put in at run time; JSON is kept read as well
  static constexpr std::size_t kMostNames = 10'000;

  /// folder  "": there is none
  explicit BodyFiles(std::string folder = {}) : folder_(std::move(folder)) {}

  /// No file of that name, one larger than kMostOfOne, one that is elsewhere, also by a link: nullptr.
  BodyFilePtr find(const std::string& name);
  /// Sorted; of the folder kMostNames at most.
  std::vector<std::string> names() const;

  /// returns  false: they would take more than kMostOfAll, or be more than kMostNames
  bool put(const std::string& name, std::string bytes);
  /// A file of the folder stays where it is, and is hidden. returns  false: there was none
  bool remove(const std::string& name);

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

  const std::string folder_;

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::map<std::string, BodyFilePtr> put_;  ///< null: hidden
  std::size_t put_bytes_ = 0;
  std::map<std::string, Read> read_;
  std::size_t read_bytes_ = 0;
};

}  // namespace emulator
