#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "emulator/model/located.h"

namespace emulator {

/// Notes about what `format` says and nobody checks. Formats are open, so nothing is wrong with it.
class FormatLint {
 public:
  void look_at(const Located& schema);
  /// One note for each name that is not known; one for each place where a format is about another type.
  void report(Findings& findings) const;

 private:
  struct Use {
    Located first;
    std::size_t count = 0;
  };
  std::map<std::string, Use> unknown_;
  std::vector<Located> idle_;
};

}  // namespace emulator
