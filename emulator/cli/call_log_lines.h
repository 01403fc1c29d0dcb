#pragma once

#include <memory>
#include <string>

#include "emulator/serve/call_log.h"

namespace emulator {

/// A line per call on stderr: method, target, status, duration and, for what was refused, why. `format` is text
/// (coloured on a terminal) or json; off gives none. Secrets of headers, cookies and queries never appear.
std::unique_ptr<CallLog> make_call_log(const std::string& format);

/// The lines themselves, without a line end.
std::string text_line(const Entry& entry);
std::string json_line(const Entry& entry);

}  // namespace emulator
