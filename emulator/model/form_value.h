#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/parameter_value.h"
#include "emulator/model/schema.h"
#include "emulator/text/json.h"

namespace emulator {

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

/// A part of a form that is not written as documented.
/// instance  JSON Pointer into the value; the form as a whole: ""
struct FormMisfit {
  std::string instance;
  std::string expected;
  std::string found;
};

/// The JSON object that a form stands for, its fields as the schema types them.
struct FormReading {
  Json value;
  std::vector<FormMisfit> misfits;
};

/// An application/x-www-form-urlencoded body.
FormReading urlencoded_value(std::string_view body, const Schema& schema,
                             const std::vector<FieldEncoding>& encodings);

/// A multipart/form-data body. A file that is no UTF-8 becomes a string with a character for each of its bytes.
/// content_type  of the request, with the boundary
FormReading multipart_value(std::string_view body, std::string_view content_type,
                            const Schema& schema, const std::vector<FieldEncoding>& encodings);

}  // namespace emulator
