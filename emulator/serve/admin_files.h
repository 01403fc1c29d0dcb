#pragma once

#include "emulator/serve/admin_call.h"

namespace emulator {

// Bodies for bodyFileName, as WireMock's clients ask for them. What is put in stays in memory, until a reset, and in its
// space.
Response list_files(const AdminCall& call);
Response get_file(const AdminCall& call);
Response put_file(const AdminCall& call);
Response delete_file(const AdminCall& call);

}  // namespace emulator
