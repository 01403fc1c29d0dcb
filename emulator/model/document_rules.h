#pragma once

#include "emulator/model/operation.h"

namespace emulator {

/// Fills operation.groups and operation.accept with what the document itself demands: each parameter's rules in document
/// order, then the body's.
void add_document_rules(Operation& operation);

/// "header.Authorization.required"
std::string rule_id(In in, const std::string& name, const std::string& kind);

}  // namespace emulator
