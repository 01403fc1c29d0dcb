#pragma once

#include <string>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/model/model.h"

namespace emulator {

/// docs/admin-openapi.yaml, read by the emulator's own reader.
const Model& admin_document();

/// In what an answer of the admin protocol is not what docs/admin-openapi.yaml says: an operation, a status, a media type
/// or a body that it does not have. Of calls that are none of the admin protocol: nothing.
std::vector<std::string> breaches_of_contract(const Request& request, const Response& response);

/// The same of the data of an event of GET /__admin/events.
/// name  of the event: "" or "missed"
std::vector<std::string> breaches_of_event(const std::string& name, const std::string& data);

/// Fails the test for each.
void check_contract(const Request& request, const Response& response);

}  // namespace emulator
