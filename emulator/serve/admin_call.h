#pragma once

#include <string>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/model/target.h"
#include "emulator/serve/admin.h"

namespace emulator {

/// A call of the admin protocol, as its handler sees it.
/// variables  the path segments at each {…} of the route's shape, percent-decoded
struct AdminCall {
  AdminHost& host;
  const Request& request;
  const Target& target;
  std::vector<std::string> variables;
};

using AdminHandler = Response (*)(const AdminCall& call);

}  // namespace emulator
