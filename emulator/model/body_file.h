#pragma once

#include <memory>
#include <string>

#include "emulator/text/json.h"

namespace emulator {

/// What a stub's bodyFileName names.
/// content  of the bytes, where they are JSON; else null
struct BodyFile {
  std::shared_ptr<const std::string> bytes;
  std::shared_ptr<const Json> content;
};

using BodyFilePtr = std::shared_ptr<const BodyFile>;

}  // namespace emulator
