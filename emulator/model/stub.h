#pragma once

#include <memory>
#include <optional>
#include <string>

#include "emulator/model/match.h"
#include "emulator/model/pattern_reader.h"
#include "emulator/model/stub_response.h"

namespace emulator {

/// The state every scenario begins in.
inline constexpr const char* kScenarioStart = "Started";

/// An answer put in at run time or by a mappings file: WireMock's stub mapping, read. Immutable.
/// id              a UUID in lower case
/// scenario        empty: belongs to none
/// required_state  the scenario's state in which it answers; none: in every
/// new_state       the state after it has answered; none: the same
/// content         of response.response.body, where that is JSON; else null
/// json            as the admin protocol shows it: as given, with id, uuid and request.method
struct Stub {
  static constexpr int kUsualPriority = 5;

  std::string id;
  std::string name;
  int priority = kUsualPriority;
  RequestPattern request;
  StubResponse response;
  std::string scenario;
  std::optional<std::string> required_state;
  std::optional<std::string> new_state;
  std::shared_ptr<const Json> content;
  std::shared_ptr<const Json> json;
};

/// About what it takes in memory.
std::size_t size_in_bytes(const Stub& stub);

using StubPtr = std::shared_ptr<const Stub>;

/// `id` is the one it gets, whatever it says itself. Unknown keys, wrong types and what is not supported throw
/// PatternError with the pointer into the stub mapping.
StubPtr read_stub(const PatternSite& site, const std::string& id);

/// The stub's own `id` or `uuid`, as given; none: "". Throws PatternError where it is no string.
std::string given_id(const PatternSite& site);

}  // namespace emulator
