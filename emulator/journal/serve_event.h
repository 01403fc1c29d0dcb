#pragma once

#include <string>

#include "emulator/journal/entry.h"
#include "emulator/text/json.h"

namespace emulator {

/// Something answers such a call: a stub, a documented operation, also where it refuses the call, or the emulator itself
/// where it is not a readable request. Nothing does for another path and method (404, 405).
bool was_matched(const Entry& entry);

/// The id of the stub that answered; for a documented answer the id of one that stands for its
/// operation. Not matched: "".
std::string stub_id(const Entry& entry);

/// The metadata of that stub; none: null.
Json stub_metadata(const Entry& entry);

/// An entry as WireMock's admin protocol shows one: `id`, `request` (logged_request), `response` as
/// far as it was sent (sent_answer), of an unmatched one the status alone, `responseDefinition`, `wasMatched`, `timing`, `subEvents`, and for a matched one a
/// `stubMapping` that stands for the operation. What the emulator itself has to say is in the
/// stub's `metadata` and in the sub-event EMULATOR_DECISION: clients refuse unknown members
/// anywhere else. Write it with to_wire_text().
Json serve_event(const Entry& entry);

}  // namespace emulator
