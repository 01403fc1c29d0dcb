#pragma once

#include <string>
#include <vector>

#include "emulator/decide/decision.h"
#include "emulator/model/schema.h"

namespace emulator {

/// Where a value that was checked against a schema came from.
/// shown   the whole of it, for a person; "" where its parts speak for themselves
/// secret  nothing of it is told
struct CheckedValue {
  const Rule& rule;
  const Schema& schema;
  std::string shown;
  bool secret = false;
};

/// A violation for each way in which the value breaks its schema, with the pointer into the value and the keyword's place.
/// The value of a member whose name speaks of secrets is not told.
std::vector<Violation> violations_of(const std::vector<SchemaError>& errors,
                                     const CheckedValue& value);

/// What a person may see of a value.
std::string shown_value(std::string_view value, bool secret);

}  // namespace emulator
