#pragma once

#include <string_view>
#include <vector>

#include "emulator/model/message.h"

namespace emulator {

/// Views into the request or the answer.
struct Cookie {
  std::string_view name;
  std::string_view value;
};

/// Those of all Cookie lines, in their order; one without a name is left out.
std::vector<Cookie> cookies_of(const Request& request);

/// What the Set-Cookie lines set, without their attributes.
std::vector<Cookie> cookies_set_by(const std::vector<Header>& headers);

}  // namespace emulator
