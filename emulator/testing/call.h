#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/testing/export.h"

namespace emulator::testing {

struct Header {
  std::string name;
  std::string value;
};

/// What the emulator answered.
struct ALLOY_EMULATOR_API Answer {
  int status = 0;
  std::vector<Header> headers;
  std::string body;

  /// The first of that name, compared without case; none: "".
  std::string header(std::string_view name) const;
};

struct QueryParameter {
  std::string name;
  std::string value;
};

/// One call as it was recorded.
/// id         what its answer carried as Emulator-Call
/// target     as sent: path and query, nothing decoded
/// query      decoded, in its order
/// headers    in the client's order and case; a line sent twice is there twice
/// body       the content as sent
/// operation  the operationId it reached; none: ""
/// outcome    "accepted", "refused", "unmatched", "malformed" or "failed", also where a stub answered
/// violated   the ids of the rules it broke: "query.userId.known"
/// why        it was not answered with success, for a person; else ""
struct ALLOY_EMULATOR_API Call {
  std::string id;
  std::string method;
  std::string target;
  std::vector<QueryParameter> query;
  std::vector<Header> headers;
  std::string body;
  int status = 0;
  std::string operation;
  std::string outcome;
  std::vector<std::string> violated;
  std::string why;

  /// The first of that name, compared without case; none: "".
  std::string header(std::string_view name) const;
  /// The first of that name; none: "".
  std::string parameter(std::string_view name) const;
};

}  // namespace emulator::testing
