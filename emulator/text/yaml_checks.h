#pragma once

#include <cstddef>
#include <string_view>

#include "emulator/text/complaints.h"

namespace emulator {

// What yaml-cpp would take for something else, or pay for dearly: the checks add an error to the
// complaints and throw GiveUp.

/// Before the parser: text that is empty or too large, control characters (it takes 0x04 for the
/// end), line ends it does not know, and thousands of open brackets (a hundred bytes for each).
void check_yaml_text(Complaints& complaints);

/// After the parser: it takes the end of the last line for the end of a quoted scalar.
/// offset  where the last scalar begins, its tag and anchor included
void check_last_yaml_scalar(Complaints& complaints, std::size_t offset);

/// Whether the quote at that offset, ' or ", has its partner.
bool yaml_quote_is_closed(std::string_view text, std::size_t quote);

/// The first quote at or after that offset that opens a text and is never closed; none: npos.
std::size_t yaml_open_quote(std::string_view text, std::size_t from);

/// Whether the bracket at that offset, [ or {, has its partner, as far as counting brackets tells.
bool yaml_bracket_is_closed(std::string_view text, std::size_t bracket);

}  // namespace emulator
