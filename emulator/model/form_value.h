#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/parameter_form.h"
#include "emulator/model/schema.h"
#include "emulator/text/json.h"

namespace emulator {

/// A part of a form that is not written as documented.
/// instance  JSON Pointer into the value; the form as a whole: ""
struct FormMisfit {
  std::string instance;
  std::string expected;
  std::string found;
};

// The JSON object that a form stands for, its fields as the schema types them.

/// An application/x-www-form-urlencoded body.
Json urlencoded_value(std::string_view body, const Schema& schema,
                      const std::vector<FieldEncoding>& encodings,
                      std::vector<FormMisfit>& misfits);

/// A multipart/form-data body. A file that is no UTF-8 becomes a string with a character for each of its bytes.
/// content_type  of the request, with the boundary
Json multipart_value(std::string_view body, std::string_view content_type, const Schema& schema,
                     const std::vector<FieldEncoding>& encodings, std::vector<FormMisfit>& misfits);

}  // namespace emulator
