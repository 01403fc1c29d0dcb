#pragma once

#include <string_view>

#include "emulator/model/pattern_reader.h"
#include "emulator/model/schema.h"

namespace emulator {

/// WireMock's matchesJsonSchema: is a text JSON that a schema allows? Immutable, any thread.
class SchemaMatch {
 public:
  /// schema   an object or true or false, or a string that holds one
  /// version  of `schemaVersion`: V4, V6, V7, V201909, V202012; null: V202012.
  /// Throws PatternError, also for mistakes in the schema, at their places.
  SchemaMatch(const PatternSite& schema, const PatternSite* version);

  bool matches(std::string_view text) const;

 private:
  Schema schema_;
};

}  // namespace emulator
