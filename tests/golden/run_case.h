#pragma once

#include <string>
#include <vector>

#include "emulator/text/document.h"
#include "tests/golden/case_file.h"

namespace emulator::golden {

/// A named text: a document or a fixture file.
struct File {
  std::string name;
  std::string text;
};

/// What a case is run against when it brings no files of its own.
/// others  what references may lead to
struct Files {
  std::vector<File> openapi;
  std::vector<File> fixtures;
  std::vector<File> others = {};
};
Files built_in_files();

/// Loads the case's files (or these), sends its request through gate and emulator, and tells what came of it. The call's
/// id, new each time, is shown as <id>.
std::vector<Case::Section> run_case(const Case& given, const Files& files);

/// "=== response …" of all sections, for comparing.
std::string joined(const std::vector<Case::Section>& results);

}  // namespace emulator::golden
