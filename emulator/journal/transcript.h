#pragma once

#include <string>

#include "emulator/journal/entry.h"
#include "emulator/text/json.h"

namespace emulator {

/// Whether secrets (see is_secret_name) in headers, query parameters and cookies are shown, and in what stubs ask for and
/// set. Texts and bodies of answers do not quote them either (CallSecrets). Bodies of requests are always shown.
enum class Secrets { kMasked, kShown };

/// An entry of a HAR 1.2 log (startedDateTime, time, request, response, …), as far as it was sent (sent_answer), with the reason of a
/// refusal as its comment. Write it with to_wire_text().
Json har_entry(const Entry& entry, Secrets secrets);

/// A line for a shell that sends the request again, byte for byte but for the lines that curl writes itself: Host,
/// Content-Length and the like. A body that is no plain text, or long, comes from standard input, by printf. What could not
/// be read, or has no Host, is a comment.
std::string curl_line(const Entry& entry, Secrets secrets);

/// The entry as the admin protocol shows it, secrets masked.
Json masked_event(const Entry& entry, Secrets secrets);

}  // namespace emulator
