#pragma once

#include <string>
#include <vector>

#include "emulator/model/describe.h"

namespace emulator {

/// The OpenAPI documents among the files of one folder, each tied to the files that its references lead to. Pages are
/// tied together, as parts of one API. A file without `openapi` is no document of its own where a document refers to it;
/// where none does, that is a warning, unless the folder has no document at all.
/// referenced  gets the names of the files that references lead to, also of those that are not there
std::vector<DocumentPtr> tie_documents(const std::vector<DocumentPtr>& documents,
                                       ReferencedFiles& files, Findings& findings,
                                       std::vector<std::string>& referenced);

}  // namespace emulator
