#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

/// GET /__admin/events, with a pattern as JSON in the query parameter `pattern`, or POST with one as body: the calls that
/// match, each as one server-sent event when it is recorded, until the client goes. In a space: its calls alone.
Response listen_to_calls(const AdminCall& call);

}  // namespace emulator
