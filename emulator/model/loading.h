#pragma once

#include <string>
#include <vector>

#include "emulator/text/document.h"

namespace emulator {

enum class FileKind {
  kDocuments,  ///< .yaml, .yml, .json, .md, .mdx, .markdown
  kFixtures,   ///< .yaml, .yml, .json
};

/// The documents of a file, or of all files of that kind in a folder (not below it), in the order of their names. A link
/// that leads out of the folder is not followed. A mistake, also a folder without such files, is an error finding.
std::vector<DocumentPtr> read_path(const std::string& path, FileKind kind, Findings& findings);

}  // namespace emulator
