#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "emulator/model/schema.h"

namespace emulator {

/// seed       another one, another value; the same one, the same value
/// direction  what does not travel that way is left out
struct SampleOptions {
  std::uint64_t seed = 0;
  Direction direction = Direction::kNone;
};

/// A value that satisfies a schema, or why there is none.
/// value   none: nullptr
/// schema  the innermost one for which no value was found, if none was
struct Sample {
  std::shared_ptr<const Json> value;
  Located schema;
  std::string reason;
};

/// A value that shows what a schema describes, put together from its examples, defaults, constants and parts, all
/// documented properties included. It satisfies the schema. It is finite for recursive schemas: what repeats is left
/// out as soon as it may be; and bounded for those that refer to each other many times over: what would need more than
/// some thousand schemas is shown less deep.
/// There may be none although some value would do: it would be longer than 64 KiB or 1,000 items; a pattern looks around
/// or refers back; several patterns, or `not`, exclude all that was tried. docs/answers.md lists the cases.
Sample sample_of(const Schema& schema, const SampleOptions& options = {});

/// What is told where there is none: a warning at the schema.
void report_no_value(const Sample& none, Findings& findings);

/// Why there is none, with the place, as one sentence: "no value … at api.yaml:7:9 (/components/schemas/A)".
std::string why_no_value(const Sample& none);

}  // namespace emulator
