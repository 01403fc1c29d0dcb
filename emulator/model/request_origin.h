#pragma once

#include <string>
#include <string_view>

#include "emulator/model/message.h"

namespace emulator {

/// Host and port as the request names them: its Host header, else an absolute-form target; "": none. A view into the
/// request.
std::string_view authority_of(const Request& request);
/// "https" or "http".
std::string_view scheme_of(const Request& request);
/// The first address of X-Forwarded-For, if there is one, else the peer's.
std::string client_ip(const Request& request);

}  // namespace emulator
