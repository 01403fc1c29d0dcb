#pragma once

#include <string_view>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/model/operation.h"

namespace emulator {

/// The documented content that suits the client best by its Accept lines: the most specific range that names a type decides
/// its q-value, among equal ones the order of the ranges, then that of the document. No Accept, or an empty one: the
/// first. Nothing acceptable: nullptr.
/// example  where not empty, only contents that have an example of that name
/// source   RFC 9110, section 12.5.1
const Content* acceptable(const Request& request, const std::vector<Content>& contents,
                          std::string_view example = {});

}  // namespace emulator
