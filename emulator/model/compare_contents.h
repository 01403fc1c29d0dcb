#pragma once

#include "emulator/model/change.h"
#include "emulator/model/compare_schemas.h"
#include "emulator/model/operation.h"

namespace emulator {

/// Appends what differs in the media types of a request body: those that came or went, schemas, encodings, examples.
void compare_body(const RequestBody& before, const RequestBody& after, SchemaComparison& schemas,
                  Changes& changes);

/// The same for all answers of an operation, with their headers.
void compare_answers(const Operation& before, const Operation& after, SchemaComparison& schemas,
                     Changes& changes);

}  // namespace emulator
