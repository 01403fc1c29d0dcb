#pragma once

#include <string>
#include <vector>

#include "emulator/model/located.h"

namespace emulator {

/// The paths of the server URLs that hold for an operation, without a '/' at the end; "" for a server without one. A
/// variable is replaced by each value of its `enum`, else by its default. No servers: only "".
/// holder   what has `servers`: the Operation Object, the Path Item Object or the document
/// source   OpenAPI 3.0.4 and 3.1.1, Server Object
std::vector<std::string> base_paths_of(const Located& holder, Findings& findings);

}  // namespace emulator
