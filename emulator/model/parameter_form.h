#pragma once

#include <optional>
#include <string>
#include <vector>

namespace emulator {

/// How a parameter's value, or a field of a form, is written.
/// explode         an element, or a property, has a name and a text of its own
/// is_encoded      the texts are percent-encoded, as in a raw query ("+" is a space there); they are decoded after
///                 splitting, so that "%2C" is no separator
/// may_have_blanks  around its separators, as in a header: they say nothing
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
  bool may_have_blanks = false;
  bool allow_reserved = false;
};

/// How one field of a form is written, as an Encoding Object says.
/// name           of the property
/// content_types  documented; none: as the schema implies, text for scalars and JSON for objects
/// form           where a style is documented
/// headers        that a part of a multipart body must have
/// source         OpenAPI 3.0.4, Encoding Object
struct FieldEncoding {
  std::string name;
  std::vector<std::string> content_types;
  std::optional<ParameterForm> form;
  std::vector<std::string> headers;
};

}  // namespace emulator
