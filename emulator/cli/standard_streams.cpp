#include "emulator/cli/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

namespace emulator {

void open_standard_streams() {
  int lowest = 0;
  do {
    lowest = ::open("/dev/null", O_RDWR);
  } while (lowest >= 0 && lowest <= STDERR_FILENO);
  if (lowest > STDERR_FILENO) ::close(lowest);
}

}  // namespace emulator
