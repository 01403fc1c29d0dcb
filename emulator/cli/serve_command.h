#pragma once

#include "emulator/cli/serve_options.h"

namespace emulator {

/// Loads, listens, answers until SIGTERM or SIGINT, and returns the exit code: 0 after an orderly end, 1 when it could
/// not start, with one message on stderr.
int serve(const ServeOptions& options);

}  // namespace emulator
