#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

/// POST /verify: how many recorded calls match a pattern, waiting for them if it has to; see read_verification(). Not of
/// WireMock's protocol. Text, or JSON for who accepts it alone.
Response post_verify(const AdminCall& call);

}  // namespace emulator
