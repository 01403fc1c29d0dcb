#pragma once

#include <string>

#include "emulator/model/message.h"
#include "emulator/model/target.h"
#include "emulator/serve/admin.h"

namespace emulator {

/// A call of the admin protocol, as its handler sees it.
/// variable  the path segment at the {…} of the route's shape, percent-decoded
struct AdminCall {
  AdminHost& host;
  const Request& request;
  const Target& target;
  std::string variable;
};

using AdminHandler = Response (*)(const AdminCall& call);

}  // namespace emulator
