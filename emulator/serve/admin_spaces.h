#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// Isolated places for tests. Not of WireMock's protocol.
/// {"spaces": [{"name", "match"?, "ttlMs"?, "calls"}]}
Response list_spaces(const AdminCall& call);
/// {"match": request pattern, "ttlMs": n}, both optional: 201, or 200 where the space is there already. Another space
/// claims by an equal pattern: 409.
Response put_space(const AdminCall& call);
Response delete_space(const AdminCall& call);

}  // namespace emulator
