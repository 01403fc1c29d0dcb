#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// The recorded calls over the admin protocol: a handler each. Lists tell in the header
// Emulator-Journal-Dropped how many calls were dropped since the journal was last emptied; none: no
// such header.

Response list_requests(const AdminCall& call);    ///< GET /requests, newest first
Response list_unmatched(const AdminCall& call);   ///< GET /requests/unmatched, newest first
Response get_request(const AdminCall& call);      ///< GET /requests/{id}
Response find_requests(const AdminCall& call);    ///< POST /requests/find, oldest first
Response delete_request(const AdminCall& call);   ///< DELETE /requests/{id}
Response delete_requests(const AdminCall& call);  ///< DELETE /requests
Response remove_requests(const AdminCall& call);  ///< POST /requests/remove, oldest first

/// POST /requests/remove-by-metadata: those whose stub has such metadata. Oldest first.
Response remove_requests_by_metadata(const AdminCall& call);

/// POST /requests/count. A journal that dropped calls cannot count: 500, and the error says so.
Response count_requests(const AdminCall& call);

}  // namespace emulator
