#pragma once

namespace emulator {

/// Opens what is closed of standard input, output and error, on nothing. Otherwise the next socket would have that
/// number, and what is printed would go to a client.
void open_standard_streams();

}  // namespace emulator
