#pragma once

#include <chrono>
#include <string_view>

#include "emulator/serve/gate.h"
#include "emulator/serve/service.h"

namespace emulator::wire {

/// What a port with TLS says to a client without it; the subcommands that ask know it by this.
inline constexpr std::string_view kSpeaksTls = "this port speaks TLS";

/// 408 for a client that was too slow to send the request that `gate` holds a part of.
Rejection too_slow(Gate& gate, std::chrono::milliseconds patience);
/// 400 for a client that sent what `gate` holds without TLS, to a port that speaks it.
Rejection without_tls(Gate& gate);
/// 503 for a newcomer that is one too many.
Rejection beyond_connection_limit(Gate& gate, std::size_t limit);

/// The service's word on a rejection; where it fails, a bare answer of that status.
Response answer_to(const Rejection& rejection, Service& service);
/// For a call that ended in an exception.
Response internal_error();
void count_unanswered(Service& service);

}  // namespace emulator::wire
