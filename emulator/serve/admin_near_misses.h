#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// Near misses, as WireMock's clients ask for them: three at most for one question, the nearest first.
/// The recorded calls that come nearest to a pattern.
Response near_misses_of_pattern(const AdminCall& call);
/// The stubs that come nearest to a request, given as a logged request.
Response near_misses_of_request(const AdminCall& call);
/// The stubs that come nearest to each call that nothing answers, the newest call first.
Response near_misses_of_unmatched(const AdminCall& call);

}  // namespace emulator
