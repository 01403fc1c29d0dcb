#pragma once

#include <string>
#include <string_view>

#include "emulator/text/json.h"

namespace emulator {

/// Why a scalar means nothing that JSON has; no problem: both are empty.
struct YamlScalarProblem {
  std::string message;
  std::string hint;
};

/// A scalar without quotes, by the core schema of YAML 1.2: `true`, `12`, `0x1F`, `1.5` and `~` have
/// types, all else is a string: `yes`, `2025-09`, `1_000`. With a problem: null.
Json plain_yaml_scalar(std::string_view text, YamlScalarProblem& problem);

/// The same for a scalar with an explicit tag, such as "tag:yaml.org,2002:int" for !!int.
Json tagged_yaml_scalar(std::string_view tag, std::string_view text, YamlScalarProblem& problem);

}  // namespace emulator
