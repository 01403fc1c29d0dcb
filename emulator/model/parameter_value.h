#pragma once

#include <string_view>
#include <vector>

#include "emulator/model/schema.h"
#include "emulator/text/json.h"

namespace emulator {

/// How a parameter's value is written.
/// explode     an array in form style: one name=value pair per element
/// is_encoded  the texts are percent-encoded, as in a raw query ("+" is a space); they are decoded
///             after splitting, so that "%2C" is no separator
/// source      OpenAPI 3.0.4, Parameter Object, style values
struct ParameterForm {
  enum class Style { kSimple, kForm, kSpaceDelimited, kPipeDelimited };
  Style style = Style::kSimple;
  bool explode = false;
  bool is_encoded = false;
};

/// The JSON value that a parameter's texts stand for under the schema's type: "12" is 12 for an
/// integer, "a,b" is ["a","b"] for an array. What does not fit stays the string it is, so that
/// validation says what is wrong; "null" stays a string.
/// texts  one per occurrence in the request, at least one; what is not an array is read from the
///        first
Json parameter_value(const std::vector<std::string_view>& texts, const Schema& schema,
                     const ParameterForm& form = {});

}  // namespace emulator
