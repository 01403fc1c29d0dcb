#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// Isolated places for tests. Not of WireMock's protocol.
/// {"spaces": [{"name", "match"?, "ttlMs"?, "errors"?, "journalEntries"?, "calls"}]}
Response list_spaces(const AdminCall& call);
/// {"match": request pattern, "ttlMs": n, "errors": "documented"|"detailed", "journalEntries": n}, all optional: 201, or
/// 200 where the space is there already. Another space claims by an equal pattern, or its journal is another: 409.
Response put_space(const AdminCall& call);
Response delete_space(const AdminCall& call);

}  // namespace emulator
