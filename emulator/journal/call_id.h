#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emulator {

/// A new id for a call: 36 characters, a lower-case UUID of version 4. Unique within and across
/// processes, but not secret: who sees some can compute others. Any thread.
std::string make_call_id();

/// The UUID (version 8) that belongs to a text: the same in every process.
std::string uuid_of(std::string_view text);

/// A UUID in lower case, from one in any case; anything else: nullopt.
std::optional<std::string> parse_uuid(std::string_view text);

}  // namespace emulator
