#pragma once

#include <string>
#include <vector>

#include "emulator/model/model.h"

namespace emulator {

/// {"url": …, "urls": […], "pid": n, "documents": [{"name": …, "sha256": …}]}
std::string port_file_content(const std::vector<std::string>& urls,
                              const std::vector<DocumentPtr>& documents);

/// Removes the port file that an earlier run left; a pipe or a device stays, and so does that of an emulator that still
/// runs. None, or no path: nothing happens.
void remove_port_file(const std::string& path);

/// The port file of one run: it goes with the run, so that whoever finds it finds an emulator. One that was killed leaves it.
class PortFile {
 public:
  explicit PortFile(std::string path);
  ~PortFile();
  PortFile(const PortFile&) = delete;
  PortFile& operator=(const PortFile&) = delete;

  /// Writes beside the file and renames, so that a reader sees all or nothing; into a pipe or a device. Throws
  /// std::runtime_error with file, reason and remedy.
  void write(const std::string& content);
  /// Unless another run has written its own since.
  void remove();

 private:
  const std::string path_;
  std::string content_;
};

}  // namespace emulator
