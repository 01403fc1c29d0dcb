#pragma once

#include "emulator/model/operation_row.h"
#include "emulator/model/reference.h"

namespace emulator {

/// Adds the rule of one row of `rules` to the operation:
///
///     {header: Authorization, scheme: bearer, class: inferred, option: api-key, source: 'header.X#/description', hint: …}
///
/// One member names the value (header, query, path, cookie), one is the demand (scheme, oneOf, absent, required).
/// source  the parameter whose documentation the rule comes from, and optionally a JSON Pointer inside it; without it the
///         parameter that the row names
void add_rule_row(Operation& operation, const DocumentPtr& document, const Located& row,
                  const RuleSettings& settings, Findings& findings);

/// The class and the option that a row names; class not given: assumed.
Class class_of(const Document& document, const Located& row, Findings& findings);
RuleOption option_of(const Document& document, const Located& row, Findings& findings);

/// Where the operation's document speaks of that value; it does not: the operation's own place.
Place documented_place(const Operation& operation, In in, const std::string& name);

}  // namespace emulator
