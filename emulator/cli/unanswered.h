#pragma once

#include <string>

#include "emulator/cli/http_client.h"

namespace emulator {

/// Says on standard error why: "alloy-emulator: URL is not healthy: it answered 503: …"; where nobody listens, how to start one.
/// problem  "is not healthy"
void say_unanswered(const std::string& url, const std::string& problem, const HttpAnswer& answer);

/// Says on standard error why an emulator gave no answer of use: it cannot be reached, refuses, or does not understand what
/// was asked.
/// returns  the program's exit code: 2 where the question is wrong, else 1
int tell_unanswered(const std::string& url, const HttpAnswer& answer);

}  // namespace emulator
