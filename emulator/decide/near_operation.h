#pragma once

#include <string>

#include "emulator/model/model.h"
#include "emulator/model/stub.h"

namespace emulator {

/// Why a stub answers the calls of no documented operation, though it nearly does: the path is documented for
/// other methods, it is a slip away from a documented one, or its `url` has no query where the operations want one.
/// It answers one, or is wholly another: "".
std::string why_operation_is_missed(const Model& model, const Stub& stub);

}  // namespace emulator
