#pragma once

#include <functional>
#include <string>

#include "emulator/model/schema.h"

// The schemas and values of the official test suite, as Debian installs it, and of our own cases, which are written in
// its format.

namespace emulator::schema_suite {

/// A schema of a file with its values: [{"description", "data", "valid"}].
/// name  "draft7/ref.json: remote ref"
struct Case {
  std::string name;
  Schema schema;
  Json written;
  Json tests;
};
using UseCase = std::function<void(const Case&)>;

/// Those of drafts 4, 6 and 7, the optional ones too. Not installed: the test fails.
void each_installed(const UseCase& use);

/// Those of tests/model/schema_cases, for 2020-12.
void each_of_ours(const UseCase& use);

}  // namespace emulator::schema_suite
