#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/schema.h"
#include "emulator/text/json.h"

namespace emulator {

/// How a parameter's value, or a field of a form, is written.
/// explode         an element, or a property, has a name and a text of its own
/// is_encoded      the texts are percent-encoded, as in a raw query ("+" is a space there); they are decoded after
///                 splitting, so that "%2C" is no separator
/// allow_reserved  reserved characters stand for themselves, "+" too
/// source          OpenAPI 3.0.4, Parameter Object, style values; RFC 6570
struct ParameterForm {
  enum class Style {
    kSimple,
    kLabel,
    kMatrix,
    kForm,
    kSpaceDelimited,
    kPipeDelimited,
    kDeepObject
  };
  Style style = Style::kSimple;
  bool explode = false;
  bool is_encoded = false;
  bool allow_reserved = false;
};

/// One text that a request gives for a parameter.
/// name  of the pair it came in, decoded: the parameter's own; a property's, in an exploded object; "color[R]" in a
///       deepObject. Not asked for in other forms
struct ParameterText {
  std::string_view name;
  std::string_view text;
};

/// The JSON value that a parameter's texts stand for.
/// misfit  how they should have been written, "a text that begins with '.'"; written well: ""
struct ParameterReading {
  Json value;
  std::string misfit;
};

/// The texts as the value that the schema asks for: "a,b" is ["a","b"] for an array, and its parts have the types that
/// the schema gives them, as in typed_text.h.
/// name   of the parameter
/// texts  one per occurrence in the request, at least one; a scalar is read from the first
/// at     JSON Pointer of the part of the schema's value that they stand for
ParameterReading parameter_value(std::string_view name, const std::vector<ParameterText>& texts,
                                 const Schema& schema, const ParameterForm& form = {},
                                 const std::string& at = {});

}  // namespace emulator
