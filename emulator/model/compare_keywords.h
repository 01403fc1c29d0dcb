#pragma once

#include <optional>
#include <string>

#include "emulator/model/change.h"
#include "emulator/model/located.h"

namespace emulator {

/// What a keyword of a schema says by itself, between two versions: how many more or fewer values it allows.
/// before, after  its values; a schema without it: nullptr, and its default holds
/// returns        it allows the same, or says nothing about values or examples: nullopt
std::optional<ChangeKind> keyword_change(const std::string& name, const Json* before,
                                         const Json* after);

/// The same for `type` together with `nullable`.
/// before, after  the schemas
std::optional<ChangeKind> type_change(const Located& before, const Located& after);

}  // namespace emulator
