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

/// With "?spaces=all" in a call without a space's address: all spaces but the default one. Else none.
std::vector<SpacePtr> other_spaces_meant(const AdminCall& call);

using AdminHandler = Response (*)(const AdminCall& call);

}  // namespace emulator
