#pragma once

#include <string_view>

#include "emulator/serve/http_syntax.h"

namespace emulator::wire {

/// Whether a target may pass, as it was sent: visible ASCII, sound percent-encoding, one of the
/// four forms of RFC 9112 3.2. What passes is decodable by parse_target. Braces and other bytes
/// that RFC 3986 forbids do pass: an unfilled "{{userId}}" is better explained by the rules behind.
Verdict check_target(std::string_view method, std::string_view target);

}  // namespace emulator::wire
