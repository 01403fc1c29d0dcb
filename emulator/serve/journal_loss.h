#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/message.h"

namespace emulator {

/// What a space's journal dropped since it was last emptied.
/// calls  at least 1
/// keeps  how many calls it has room for; of the default space, where options of the program say it: nullopt
struct JournalLoss {
  std::string space;
  std::uint64_t calls = 0;
  std::optional<std::size_t> keeps;
};

/// 500: calls are missing, so that a number cannot be told; and how more of them are kept.
/// losses  at least one
Response journal_incomplete(const std::vector<JournalLoss>& losses);

}  // namespace emulator
