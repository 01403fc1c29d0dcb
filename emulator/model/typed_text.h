#pragma once

#include <string>

#include "emulator/model/schema.h"
#include "emulator/text/json.h"

namespace emulator {

// A text as the value that a schema's type asks for: "12" is 12 for an integer. What does not fit stays the string it
// is, so that validation says what is wrong; "null" stays a string.

/// text  decoded. A schema of several types, or of none: the text, unless only a number or a boolean satisfies it
Json scalar_value(std::string text, const Schema& schema);

/// The same for a part of a value that is being put together.
/// at  JSON Pointer of the part
Json part_value(std::string text, const Schema& schema, const std::string& at);

/// What a value, or a part of it, is made of as far as its writing goes; what may be several things is a scalar.
enum class ValueShape { kScalar, kArray, kObject };
ValueShape shape_of(const Schema& schema, const std::string& at = {});

/// A further text for a part: the first is the part itself, or the first element where the schema has an array; with more
/// it is an array, and the schema says whether that may be.
void add_part(Json& part, std::string text, const Schema& schema, const std::string& at);

}  // namespace emulator
