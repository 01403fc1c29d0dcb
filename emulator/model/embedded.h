#pragma once

#include <span>
#include <string_view>

namespace emulator {

/// A file of the repository that is compiled into the program.
/// name     relative to the project's root, with forward slashes: "openapi/embedded-2025-09.yaml"
/// content  byte for byte
struct EmbeddedFile {
  std::string_view name;
  std::string_view content;
};

/// The document and the fixtures served when none are given, sorted by name. They live as long as
/// the program.
std::span<const EmbeddedFile> embedded_files();

}  // namespace emulator
