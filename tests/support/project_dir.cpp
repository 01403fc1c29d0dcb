#include "tests/support/project_dir.h"

namespace support {

std::string project_dir() { return ALLOY_PROJECT_DIR; }

}  // namespace support
