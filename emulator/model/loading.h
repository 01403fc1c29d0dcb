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

/// The OpenAPI documents of a file or a folder, tied to the files that their references lead to: files of that folder, or
/// of the file's, and below. A page without a document is a warning in a folder that has documents.
/// referenced  gets the names of these files, also of those that are not there
std::vector<DocumentPtr> read_openapi(const std::string& path, Findings& findings,
                                      std::vector<std::string>& referenced);

}  // namespace emulator
