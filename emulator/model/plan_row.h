#pragma once

#include "emulator/model/operation_row.h"
#include "emulator/model/reference.h"

namespace emulator {

/// Adds the plan that an operation's row describes, with the rules that its lookups imply, and checks every answer the
/// plan can give against the documented schema.
///
///     lookup:  {user: {find: 'users[query.userId]', option: allow-unknown-users}, integration: 'integrations[path.id]'}
///     merge:   {integration: 'installations[user.userId, integration.integrationId]'}
///     respond: {data: integration}
void add_plan_row(Operation& operation, const DocumentPtr& document, const Located& row,
                  const Fixtures& fixtures, const RuleSettings& settings, Findings& findings);

}  // namespace emulator
