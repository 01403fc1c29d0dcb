#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "emulator/model/fixtures.h"
#include "emulator/model/operation.h"

namespace emulator {

/// What the options that rule rows may name are set to.
/// seed  of the values that are made from schemas: another one, other values
struct RuleSettings {
  std::vector<std::string> api_keys;
  std::vector<std::string> accepted_api_versions;
  bool allow_unknown_users = false;
  std::uint64_t seed = 0;
};

/// Adds to an operation what a fixture row says of it: rules, lookups, merges, the answer. A mistake is an error finding.
void apply_row(Operation& operation, const OperationRow& row, const Fixtures& fixtures,
               const RuleSettings& settings, Findings& findings);

/// The group for that value; not there yet: added before the body's.
RuleGroup& group_of(Operation& operation, In in, const std::string& name);

/// "path", "query", "header" or "cookie"; another word: nullopt.
std::optional<In> request_part(const std::string& word);

}  // namespace emulator
