#pragma once

#include <string>
#include <vector>

#include "tests/golden/case_file.h"
#include "tests/golden/run_case.h"

namespace emulator::repair {

/// A broken request, fixture file or document, and the change that the emulator's answer asks for.
/// A golden case with these sections in place of results:
///
///     === told       (lines that the answer to the broken one holds, and to the repaired does not)
///     === repair     (lines "old => new", for every occurrence; \n, \r, \t and \\ as in C)
///
/// Its files stand beside the built-in ones, in place of those of the same name.
struct RepairCase {
  golden::Case broken;
  golden::Case repaired;
  golden::Files broken_files;
  golden::Files repaired_files;
  std::vector<std::string> told;
};

/// Throws std::invalid_argument for a file without these sections, and for a repair that changes
/// nothing.
RepairCase read_repair_case(const std::string& path);

}  // namespace emulator::repair
