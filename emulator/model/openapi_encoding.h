#pragma once

#include <vector>

#include "emulator/model/located.h"
#include "emulator/model/parameter_form.h"
#include "emulator/model/rule.h"

namespace emulator {

/// The `encoding` of a Media Type Object, property by property.
std::vector<FieldEncoding> read_encodings(const Located& encoding, Findings& findings);

/// `style`, `explode` and `allowReserved` of a Parameter Object or an Encoding Object, with the defaults of that place. A
/// style that the place does not have is a warning, and the place's own is taken.
/// in  kBody for an Encoding Object, which writes as a query does
ParameterForm read_form(const Located& node, In in, Findings& findings);

}  // namespace emulator
