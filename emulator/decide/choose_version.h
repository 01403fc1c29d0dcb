#pragma once

#include <cstddef>
#include <string>

#include "emulator/model/model.h"

namespace emulator {

/// Which of the operations that share a path and a method a request means, by the version that its header names.
/// operation  nullptr: none
/// status     then: 400 for a version that no document knows, 404 for one that does not have this path
/// note       then: why, a sentence that lists the versions
struct VersionChoice {
  const Operation* operation = nullptr;
  int status = 0;
  std::string note = {};
};

/// A request that names no version gets the one that has none, else the newest, which may demand the header.
/// found  what the router leads to
VersionChoice choose_version(const Model& model, std::size_t found, const Request& request);

}  // namespace emulator
