#pragma once

#include <cstddef>

#include "emulator/model/located.h"
#include "emulator/text/json.h"

namespace emulator {

/// What OpenAPI says that a member is.
/// wanted  completes "must be": "a string"
struct TypedMember {
  const char* name;
  bool (Json::*is)() const noexcept;
  const char* wanted;
};

/// An error "openapi.member-type" for a member of another type, which would be read as if it were not there. So is null,
/// but whoever writes it means that.
void check_type(const Located& member, const TypedMember& expected, Findings& findings);

template <std::size_t size>
void check_members(const Located& node, const TypedMember (&members)[size], Findings& findings) {
  for (const TypedMember& member : members)
    check_type(member_of(node, member.name), member, findings);
}

}  // namespace emulator
