#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// The emulator as a whole over the admin protocol: a handler each.

Response get_health(const AdminCall& call);   ///< GET /health
Response get_version(const AdminCall& call);  ///< GET /version
Response post_reset(const AdminCall& call);   ///< POST /reset

/// POST /reload. 200 with generation and warnings; a broken file: 422 with what is wrong, and nothing changed.
Response post_reload(const AdminCall& call);

/// POST /shutdown. Ends the program after the answer.
Response post_shutdown(const AdminCall& call);

/// Calls are never recorded as stubs; some clients ask.
Response get_recording_status(const AdminCall& call);
Response stop_recording(const AdminCall& call);    ///< POST /recordings/stop: 400, there is none
Response refuse_recording(const AdminCall& call);  ///< POST /recordings/start, /snapshot: 404

}  // namespace emulator
