#pragma once

#include <string>

#include "emulator/model/message.h"
#include "emulator/serve/admin.h"

namespace emulator {

/// Tells whoever waits for the answer, in its header Emulator-Warning, and whoever runs the emulator. Clients refuse
/// bodies with more members than they know.
void warn_in(Response& response, AdminHost& host, const std::string& text);

}  // namespace emulator
