#pragma once

#include <string>

#include "emulator/cli/admin_address.h"
#include "emulator/cli/http_client.h"

namespace emulator {

/// "the space 'acmee' has no calls, others have: 'acme'; …" and a line feed. It has some, no space was named, or the
/// emulator does not tell: "".
/// question  its headers, authority and patience are those to ask with
std::string tell_empty_space(const AdminAddress& address, HttpQuestion question);

}  // namespace emulator
