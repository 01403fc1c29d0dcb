#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

/// GET /coverage: what the calls since the last reset exercised of the documents.
///
///     {"percent": 66.6, "summary": {"operations": {"exercised": 1, "of": 1, "percent": 100.0}, "parameters": …,
///      "answers": …, "examples": …, "all": …, "rules": …},
///      "operations": [{"operation": id, "method", "path", "place": "file:line:column", "calls": 5,
///        "parameters": [{"in", "name", "documented": true, "place", "seen": 5,
///                        "rules": [{"rule": id, "class", "place", "broken": 1}]}],
///        "answers": [{"status": "200", "mediaType", "place", "sent": 4, "byStub": 0,
///                     "examples": [{"name", "place", "sent": 0}]}]}]}
///
/// `all` and `percent` are about operations, documented parameters, answers and examples. A rule is exercised when it was
/// broken at least once; rules are counted beside. Percentages are rounded down.
Response get_coverage(const AdminCall& call);

}  // namespace emulator
