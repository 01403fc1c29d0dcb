#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "emulator/decide/body_members.h"
#include "emulator/model/message.h"
#include "emulator/model/operation.h"
#include "emulator/model/target.h"

namespace emulator {

/// A routed call: the request, its target taken apart, and the path parameters of the operation's template.
/// body  its members
/// plan  how fixtures answer it now; nullptr: they do not
struct Call {
  const Request& request;
  const Target& target;
  const Operation& operation;
  const std::vector<std::string>& path_values;
  const BodyMembers& body;
  const Plan* plan = nullptr;
};

/// The values given for one name, in the order sent; not given: empty. Views into the call.
/// raw   as sent, before decoding; the same as value for a header
/// name  of a query parameter, decoded, or of a cookie
struct GivenValue {
  std::string_view value;
  std::string_view raw;
  std::string_view name = {};
};
std::vector<GivenValue> values_of(const Call& call, In in, const std::string& name);
/// The same, in place of what `values` held: saves making a vector where many are asked for.
void read_values(const Call& call, In in, const std::string& name, std::vector<GivenValue>& values);

/// Those that the rules of a group are about: of an object in several parameters, all of these.
void read_values(const Call& call, const RuleGroup& group, std::vector<GivenValue>& values);

/// What a plan takes from the call: the first value, of the body the JSON as it is; not given: nullopt.
std::optional<Json> plan_value(const Call& call, const RequestValue& wanted);

}  // namespace emulator
