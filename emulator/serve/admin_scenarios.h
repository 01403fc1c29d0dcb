#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// Scenarios and settings of stubs, as WireMock's clients ask for them.
Response list_scenarios(const AdminCall& call);
Response reset_scenarios(const AdminCall& call);
Response set_scenario_state(const AdminCall& call);

Response get_settings(const AdminCall& call);
Response set_settings(const AdminCall& call);

}  // namespace emulator
