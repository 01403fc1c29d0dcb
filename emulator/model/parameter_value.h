#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/parameter_form.h"
#include "emulator/model/schema.h"
#include "emulator/text/json.h"

namespace emulator {

/// One text that a request gives for a parameter.
/// name  of the pair it came in, decoded: the parameter's own; a property's, in an exploded object; "color[R]" in a
///       deepObject. Not asked for in other forms
struct ParameterText {
  std::string_view name;
  std::string_view text;
};

/// The texts as the value that the schema asks for: "a,b" is ["a","b"] for an array, and its parts have the types that
/// the schema gives them, as in typed_text.h.
/// name    of the parameter
/// texts   one per occurrence in the request, at least one; a scalar is read from the first
/// misfit  gets how they should have been written, "a text that begins with '.'"; written well: stays
/// at      JSON Pointer of the part of the schema's value that they stand for
Json parameter_value(std::string_view name, const std::vector<ParameterText>& texts,
                     const Schema& schema, const ParameterForm& form, std::string& misfit,
                     const std::string& at = {});

}  // namespace emulator
