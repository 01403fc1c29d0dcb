#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/journal/call_pattern.h"
#include "emulator/journal/journal.h"
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

/// Adds "Emulator-Journal-Dropped: 3" to a list, where the journal dropped calls.
void tell_dropped(const Journal& journal, Response& list);

/// Those that can matter to a question: one that names a space asks about that one alone.
std::vector<JournalLoss> losses_for(const CallPattern& pattern, std::vector<JournalLoss> losses);

/// 500: calls are missing, so that a number cannot be told; and how more of them are kept.
/// losses  at least one
Response journal_incomplete(const std::vector<JournalLoss>& losses);

}  // namespace emulator
