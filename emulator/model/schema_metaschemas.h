#pragma once

#include <string_view>

#include "emulator/text/document.h"

namespace emulator {

/// The schema of schemas that a `$ref` may name: "https://json-schema.org/draft/2020-12/schema" and those of drafts 4, 6
/// and 7, without a fragment. Any other: nullptr.
DocumentPtr metaschema(std::string_view uri);

}  // namespace emulator
