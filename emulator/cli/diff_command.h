#pragma once

#include <string>

namespace emulator {

/// before, after  documents, or folders of them
struct DiffOptions {
  std::string before;
  std::string after;
  std::string format = "text";
};

/// Prints what differs between two versions of documents. 0: nothing; 1: something; 2: one of them does not load, with findings.
int diff(const DiffOptions& options);

}  // namespace emulator
