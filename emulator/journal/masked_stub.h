#pragma once

#include <string_view>

#include "emulator/text/json.h"

namespace emulator {

/// Whether what a pattern asks for under that key and name is secret: credentials, cookies, and what has a secret's name.
/// key   "headers"
/// name  "Authorization"; "" where the key has no names
bool asks_for_secret(std::string_view key, std::string_view name);

/// A pattern of calls as it may be shown. What it asks of bodies is shown.
Json masked_pattern(Json pattern);

/// {"Set-Cookie": "a=b", "X": ["1", "2"]} as it may be shown.
Json masked_headers(Json headers);

/// A stub mapping as it may be shown: its pattern, and the headers of its response.
Json masked_stub(Json mapping);

}  // namespace emulator
