#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "emulator/decide/decision.h"
#include "emulator/model/message.h"
#include "emulator/model/records.h"

namespace emulator {

class World;

/// One call as recorded. Immutable once appended.
/// id        a lower-case UUID, told to the client as Emulator-Call
/// received  when the last byte of the request was there
/// duration  from then until the decision was made
/// world     what `decision` points into
/// space     whose call it is; the one of all that nobody claims: "default"
/// report    of a call that nothing answers: the nearest stub beside it, for a person; there is none: ""
/// records   the same, where records were changed at run time; else null
struct Entry {
  std::string id;
  std::chrono::system_clock::time_point received;
  std::chrono::nanoseconds duration{0};
  Request request;
  Decision decision;
  std::shared_ptr<const World> world;
  RecordsPtr records;
  std::string space = "default";
  std::string report{};
};

using EntryPtr = std::shared_ptr<const Entry>;

/// What an entry counts against --journal-bytes: request (head, header lines, body), answer and
/// trail, with what they cost in memory. An answer's body counts in full also where it is shared
/// with the model: who else holds it changes while the entry lives, and a limit must not be
/// exceeded because of it. The world is not counted.
std::size_t size_in_bytes(const Entry& entry);

/// The order in which calls came in.
inline bool came_before(const EntryPtr& a, const EntryPtr& b) { return a->received < b->received; }

}  // namespace emulator
