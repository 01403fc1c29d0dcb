#pragma once

#include <string>

#include "emulator/text/json.h"

namespace emulator {

/// What of a request's target is compared, byte for byte.
/// has_query   the query is part of it
/// asks_query  by what that is asked for beside it
struct TargetPart {
  const char* name;
  bool has_query;
  const char* asks_query;
};

/// Why no call has that value there; some may: "".
std::string why_target_fits_nothing(const TargetPart& part, const std::string& value);

/// Why no call's target is what a request pattern asks for: it has a space or another byte that is sent percent-encoded
/// alone, begins without '/', or its path has a query. Some may be: "".
/// pattern  the `request` of a stub mapping
std::string why_url_fits_nothing(const Json& pattern);

}  // namespace emulator
