#include "emulator/model/unsupported_matcher.h"

namespace emulator {
namespace {

struct UnsupportedRow {
  std::string_view name;
  const char* why;
};
constexpr const char* kNoXml =
    "XML is not read; compare it as text, with 'equalTo', 'contains' or 'matches'";
constexpr const char* kNoNumber =
    "numbers are not compared; use 'matches', or 'matchesJsonPath' with a filter such as "
    "$[?(@.n > 3)]";
constexpr UnsupportedRow kUnsupported[] = {
    {"equalToXml", kNoXml},
    {"matchesXPath", kNoXml},
    {"equalToNumber", kNoNumber},
    {"greaterThanNumber", kNoNumber},
    {"greaterThanEqualNumber", kNoNumber},
    {"lessThanNumber", kNoNumber},
    {"lessThanEqualNumber", kNoNumber},
};

}  // namespace

const char* why_unsupported(std::string_view matcher) {
  for (const UnsupportedRow& row : kUnsupported)
    if (row.name == matcher) return row.why;
  return nullptr;
}

}  // namespace emulator
