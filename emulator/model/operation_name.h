#pragma once

#include <string>
#include <vector>

#include "emulator/model/operation.h"

namespace emulator {

/// Whether a fixture row means that operation by `name`: its operationId, "GET /path" with or without the server's path,
/// or one of these behind the name of its document, "orders.yaml#list-orders" or "orders#GET /orders".
bool is_named(const Operation& operation, const std::string& name);

/// The names that mean these operations alone, one each: "orders.yaml#list-orders".
std::vector<std::string> telling_names(const std::vector<Operation*>& operations);

}  // namespace emulator
