#include "emulator/model/schema_work.h"

namespace emulator {

std::optional<bool> CheckWork::verdict(const Schema::Node& schema, const Json& part) const {
  const auto found = verdicts_.find({&schema, &part});
  return found == verdicts_.end() ? std::nullopt : std::optional(found->second);
}

void CheckWork::remember(const Schema::Node& schema, const Json& part, bool is_valid) {
  if (verdicts_.size() < kMostVerdicts) verdicts_.insert_or_assign({&schema, &part}, is_valid);
}

}  // namespace emulator
