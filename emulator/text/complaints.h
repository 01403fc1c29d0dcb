#pragma once

#include <string>

#include "emulator/text/finding.h"
#include "emulator/text/source.h"

namespace emulator {

/// Thrown after a finding to leave a third-party parser; never leaves the reader.
struct GiveUp {};

/// The errors of one text while it is read. After 100 of them it gives up: they repeat one mistake.
class Complaints {
 public:
  /// language  the first part of every code: "yaml" or "json"
  Complaints(const Source& source, std::string language, Findings& findings);

  /// Throws GiveUp with the last one allowed.
  void error(const std::string& code, std::string message, std::size_t offset, std::string hint);

  /// The same, and always throws GiveUp.
  [[noreturn]] void fatal(const std::string& code, std::string message, std::size_t offset,
                          std::string hint);

  bool any() const { return count_ > 0; }
  const Source& source() const { return source_; }

 private:
  const Source& source_;
  const std::string language_;
  Findings& findings_;
  int count_ = 0;
};

}  // namespace emulator
