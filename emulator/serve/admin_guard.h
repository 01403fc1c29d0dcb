#pragma once

#include <optional>
#include <span>
#include <string>

#include "emulator/model/message.h"

namespace emulator {

/// localhost, 127.0.0.0/8 or ::1, without a port.
bool is_loopback_name(const std::string& host);

/// Why a call of the admin protocol must not be answered: its Host or its Origin is neither a
/// loopback name (localhost, 127.0.0.0/8, ::1; any port) nor an allowed host. May be answered:
/// nullopt.
///
/// Only a browser sends an Origin, or a Host that its user did not choose (a name of the attacker
/// that resolves to 127.0.0.1). A request without either passes.
std::optional<std::string> refuse_foreign(const Request& request,
                                          std::span<const std::string> allowed_hosts);

}  // namespace emulator
