#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/journal/call_pattern.h"
#include "emulator/journal/moment.h"
#include "emulator/model/match.h"
#include "emulator/model/message.h"
#include "emulator/model/pattern_reader.h"
#include "emulator/serve/admin_call.h"

namespace emulator {

/// Levels of arrays and objects in a body; deeper ones are refused. Writing JSON text recurses.
inline constexpr std::size_t kAdminJsonDepth = 100;

/// What was asked for, or the answer that says why it cannot be read.
template <class T>
using Input = std::variant<T, Response>;

/// The body as JSON. Not JSON, empty, too deep: 422.
Input<Json> read_json_body(const Request& request);

/// Calls `read` with the body and returns its answer; no JSON, or a PatternError from `read`: 422.
Response with_json_body(const Request& request,
                        const std::function<Response(const PatternSite& site)>& read);

/// The body as a pattern of calls. Not JSON, empty, too deep, not a pattern, names what the host does not know: 422.
Input<CallPattern> read_pattern(const AdminCall& call);

/// The same from a query parameter: 400.
Input<CallPattern> read_pattern_parameter(const AdminCall& call, const QueryParameter& parameter);

/// The id in the path, in lower case. Not a UUID: 400.
Input<std::string> read_id(const AdminCall& call);

/// The query of GET /requests. Not a number, a date, a UUID: 400. Unknown parameters are ignored,
/// as WireMock does.
struct RequestsQuery {
  std::optional<std::size_t> limit;
  std::optional<Moment> since;
  std::optional<std::string> matching_stub;
  bool unmatched = false;
};
Input<RequestsQuery> read_requests_query(const Target& target);

/// The query of GET /mappings. Not a number: 400.
struct Page {
  std::optional<std::size_t> limit;
  std::size_t offset = 0;
};
Input<Page> read_page(const Target& target);

}  // namespace emulator
