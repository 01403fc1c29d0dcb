#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

/// GET /export, and POST /export with a pattern of calls: the recorded calls, oldest first, as a file.
/// format   "har" (HAR 1.2), "ndjson" (one event of GET /requests a line), "curl" (a shell command a line)
/// secrets  "show"; without it they are masked
/// Another value: 400. A pattern that is none: 422. More than 64 MiB: 400. Where calls were dropped, the header
/// Emulator-Journal-Dropped says how many.
Response export_requests(const AdminCall& call);

}  // namespace emulator
