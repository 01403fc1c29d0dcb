#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include "emulator/journal/entry.h"
#include "emulator/text/json.h"

namespace emulator {

/// The version of the lines below; one more with each change that an older program would misread.
inline constexpr int kJournalVersion = 1;

/// An entry as a line of a journal file, with its line end:
///
///     {"v":1,"kind":"call","id":…,"received":NANOSECONDS,"duration":NANOSECONDS,"space":"default","method":"GET",
///      "target":"/a?x=1","status":400,"outcome":"refused",
///      "request":{"head":BASE64,"layout":[0,3,4,6,…],"body":BASE64,"client":"127.0.0.1","tls":false},
///      "operation":{"id":…,"method":…,"path":…,"document":…},
///      "violations":[{"rule":{"id":…,"class":…,"in":…,"name":…,"file":…,"line":…,"column":…},"expected":…,"found":…,"hint":…}],
///      "held":[ids of rules],"skipped":[ids],"notes":[…],"stub":the stub mapping,
///      "response":{"status":400,"reason":…,"headers":[["Content-Type","application/json"]],"body":…,"effects":[…]}}
///
/// layout  offset and length in the head: of method, target, version, then of each header's name and value
///
/// Lists and members that would be empty are left out. A text that is no UTF-8 is {"base64":…}. `method`, `target` and
/// `status` are for those who read the file.
std::string entry_line(const Entry& entry);

/// Makes entries of such lines. What a decision points to is taken from the world where it still has it, else made from
/// what the line says. Which records an answer was made from is not in the lines.
class EntryReader {
 public:
  explicit EntryReader(std::shared_ptr<const World> world);

  /// Throws Json::exception or std::runtime_error for what is no such line.
  EntryPtr read(const Json& line);

 private:
  struct Remains;
  void read_decision(const Json& line, Decision& decision);
  const Operation* operation(const Json& shown);
  const Rule* rule(const Operation* operation, const Json& shown);
  const Rule* made_rule(const Json& shown);

  const std::shared_ptr<Remains> remains_;  ///< lives as long as an entry that was read
};

}  // namespace emulator
