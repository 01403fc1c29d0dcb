#pragma once

#include <string>
#include <vector>

#include "emulator/model/model.h"

namespace emulator {

/// {"url": …, "urls": […], "pid": n, "documents": [{"name": …, "sha256": …}]}
std::string port_file_content(const std::vector<std::string>& urls,
                              const std::vector<DocumentPtr>& documents);

/// Writes beside the file and renames, so that a reader sees all or nothing; into a pipe or a device. Throws std::runtime_error with file, reason
/// and remedy.
void write_atomically(const std::string& path, const std::string& content);

}  // namespace emulator
