#pragma once

#include <string>

namespace support {

/// A folder for one test, removed with all in it at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  const std::string& path() const { return path_; }
  /// Writes a file there and returns its path.
  std::string write(const std::string& name, const std::string& content) const;

 private:
  std::string path_;
};

std::string read_file(const std::string& path);

/// A new empty folder, to be removed by whoever asked for it.
std::string new_folder();

}  // namespace support
