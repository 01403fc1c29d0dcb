#pragma once

namespace emulator {

/// The whole program: reads the command line, runs the subcommand, returns the exit code. Exit codes: 0 fine, 1 it failed,
/// 2 it was called wrongly.
int run_command_line(int argc, char** argv);

}  // namespace emulator
