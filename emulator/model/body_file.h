#pragma once

#include <cstddef>
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

BodyFilePtr make_body_file(std::string bytes);

/// With what JSON takes when it is read.
std::size_t size_in_bytes(const BodyFile& file);

}  // namespace emulator
