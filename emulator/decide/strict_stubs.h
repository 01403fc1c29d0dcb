#pragma once

#include "emulator/model/body_file.h"
#include "emulator/model/model.h"
#include "emulator/model/stub.h"

namespace emulator {

/// Throws PatternError where the documents do not allow the stub's answer: a status, a media type or a content that is
/// not documented for an operation whose calls it answers, or a path and method that no operation has. A fault is no
/// answer of the API, and passes; so does a stub whose regular expression fits no documented path as it is written.
/// site  of the stub mapping
/// file  that its bodyFileName names; null: none
void refuse_undocumented(const Stub& stub, const BodyFilePtr& file, const PatternSite& site,
                         const Model& model);

}  // namespace emulator
