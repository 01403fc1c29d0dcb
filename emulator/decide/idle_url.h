#pragma once

#include <string>

#include "emulator/text/json.h"

namespace emulator {

/// Why no call's target is what a request pattern asks for: it has a space or another byte that is sent percent-encoded
/// alone, begins without '/', or its path has a query. Some may be: "".
/// pattern  the `request` of a stub mapping
std::string why_url_fits_nothing(const Json& pattern);

}  // namespace emulator
