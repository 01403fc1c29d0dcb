#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "emulator/journal/entry.h"
#include "emulator/text/finding.h"

namespace emulator {

/// The line that a start of the program adds to a journal file.
/// resumed  the calls before it count on; else nothing before it counts any more
std::string start_line(bool resumed);

/// Told what a journal file says, in its order.
/// lost  so many calls of spaces unknown are missing here
struct ReplayTo {
  std::function<void(EntryPtr entry)> call;
  std::function<void(const std::string& space)> cleared;
  std::function<void(const std::string& space, const std::vector<std::string>& ids)> removed;
  std::function<void(std::uint64_t calls)> lost;
};

/// Reads a journal file. A line that cannot be read is skipped and is a finding; the last one, torn when the process was killed,
/// lost no call that was answered. No such file: nothing.
/// world  which operations and rules the calls are about
Findings replay_journal(const std::string& path, std::shared_ptr<const World> world,
                        const ReplayTo& to);

}  // namespace emulator
