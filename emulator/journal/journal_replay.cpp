#include "emulator/journal/journal_replay.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "emulator/journal/entry_line.h"
#include "emulator/journal/moment.h"

namespace emulator {
namespace {

// How every line that starts anew begins; start_line() writes it.
constexpr std::string_view kFreshStart = R"({"v":1,"kind":"start","resumed":false)";
constexpr std::string_view kResumedStart = R"({"v":1,"kind":"start","resumed":true)";

/// A line and whether it was written to its end.
struct FileLine {
  std::string text;
  std::uint32_t number = 0;
  bool whole = true;
};

bool next_line(std::ifstream& file, FileLine& line) {
  if (!std::getline(file, line.text)) return false;
  ++line.number;
  line.whole = !file.eof();
  return true;
}

struct UnreadableLine {
  std::uint32_t number = 0;
  std::string why;
};

// Lines up to there are of no interest.
std::uint32_t last_fresh_start(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  FileLine line;
  std::uint32_t found = 0;
  while (next_line(file, line)) {
    if (line.text.starts_with(kFreshStart)) found = line.number;
  }
  return found;
}

class Replay {
 public:
  Replay(const std::string& path, std::shared_ptr<const World> world, const ReplayTo& to)
      : path_(path), reader_(std::move(world)), to_(to) {}

  void read(const FileLine& line, Findings& findings) {
    if (line.text.empty()) return;
    settle(line.text.starts_with(kResumedStart), findings);
    try {
      apply(Json::parse(line.text));
    } catch (const std::exception& error) {
      doubtful_ = UnreadableLine{line.number, error.what()};
      if (!line.whole) settle(true, findings);
    }
  }
  void end(Findings& findings) { settle(false, findings); }

 private:
  // What a killed process left half written is the last line, or the last before a start that ended it.
  void settle(bool torn_by_kill, Findings& findings) {
    if (!doubtful_) return;
    findings.add(torn_by_kill ? torn(*doubtful_) : unreadable(*doubtful_));
    if (!torn_by_kill) to_.lost(1);
    doubtful_.reset();
  }

  void apply(const Json& line) {
    const auto version = line.at("v").get<int>();
    if (version != kJournalVersion)
      throw std::runtime_error("it has version " + std::to_string(version) + ", known is " +
                               std::to_string(kJournalVersion));
    const auto kind = line.at("kind").get<std::string>();
    if (kind == "call") return to_.call(reader_.read(line));
    if (kind == "cleared") return to_.cleared(line.at("space").get<std::string>());
    if (kind == "removed") {
      return to_.removed(line.at("space").get<std::string>(),
                         line.at("ids").get<std::vector<std::string>>());
    }
    if (kind == "lost") return to_.lost(line.at("calls").get<std::uint64_t>());
    if (kind != "start") throw std::runtime_error("there is no such kind of line");
  }

  Finding torn(const UnreadableLine& line) const {
    return {Severity::kWarning,
            "journal.torn-line",
            "the last line was not written to its end, and is skipped",
            {path_, line.number, 0},
            "it was being written when the process was killed; its call had no answer yet",
            "",
            0};
  }
  Finding unreadable(const UnreadableLine& line) const {
    return {Severity::kWarning,
            "journal.unreadable-line",
            "the line is no recorded call and is skipped: " + line.why,
            {path_, line.number, 0},
            "counts fail until the next reset, as a call may be missing",
            "",
            0};
  }

  const std::string& path_;
  EntryReader reader_;
  const ReplayTo& to_;
  std::optional<UnreadableLine> doubtful_;
};

}  // namespace

std::string start_line(bool resumed) {
  return R"({"v":1,"kind":"start","resumed":)" + std::string(resumed ? "true" : "false") +
         R"(,"time":")" + to_iso8601(moment_of(std::chrono::system_clock::now())) + "\"}\n";
}

Findings replay_journal(const std::string& path, std::shared_ptr<const World> world,
                        const ReplayTo& to) {
  Findings findings;
  const std::uint32_t skipped = last_fresh_start(path);
  std::ifstream file(path, std::ios::binary);
  Replay replay(path, std::move(world), to);
  FileLine line;
  while (next_line(file, line)) {
    if (line.number > skipped) replay.read(line, findings);
  }
  replay.end(findings);
  return findings;
}

}  // namespace emulator
