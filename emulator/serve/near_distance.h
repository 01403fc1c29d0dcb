#pragma once

#include <functional>
#include <vector>

#include "emulator/serve/pattern_parts.h"

namespace emulator {

/// How far a request is from what the parts of a pattern ask for: 0 is a match, 1 the farthest. Ranks as WireMock does:
/// what names the resource (scheme, host, port, client, URL, method) counts first, and only if all of that fits the
/// headers, parameters, cookies and bodies do. Texts that have to be equal are the nearer the fewer edits they are apart,
/// JSON the fewer of its values differ.
/// fits  whether the request has what a part asks for
double distance_of(const std::vector<PatternPart>& parts, const Request& request,
                   const std::function<bool(const PatternPart&)>& fits);

/// Throws PatternError.
double distance_of(const Json& pattern, const Request& request);

}  // namespace emulator
