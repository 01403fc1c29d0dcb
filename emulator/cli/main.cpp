#include "emulator/cli/command_line.h"

int main(int argc, char** argv) { return emulator::run_command_line(argc, argv); }
