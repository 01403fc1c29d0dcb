#include "emulator/model/openapi_members.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"

namespace emulator {

void check_type(const Located& member, const TypedMember& expected, Findings& findings) {
  if (!member || member.value->is_null() || (member.value->*expected.is)()) return;
  findings.add(member.finding(Severity::kError, "openapi.member-type",
                              "`" + std::string(expected.name) + "` must be " + expected.wanted +
                                  ", is " + described(*member.value),
                              "correct it, or leave it out"));
}

}  // namespace emulator
