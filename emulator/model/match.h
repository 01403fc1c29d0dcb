#pragma once

#include <memory>

#include "emulator/model/message.h"
#include "emulator/model/pattern_error.h"
#include "emulator/model/subject.h"
#include "emulator/text/json.h"

namespace emulator {

/// Which requests: WireMock's request pattern, compiled. The one matcher language of journal
/// queries and assertions. Immutable, cheap to copy, usable from any thread. Parts: method, url,
/// urlPattern, urlPath, urlPathPattern, urlPathTemplate (pathParameters), headers, queryParameters, formParameters,
/// cookies, basicAuth, bodyPatterns, host, port, scheme, clientIp. For the matchers of headers and parameters see ValuesMatcher. A target that is no path is matched by url and urlPattern only, as sent;
/// of a query, parameters that cannot be decoded are passed over.
class RequestPattern {
 public:
  /// Matches every request.
  RequestPattern();

  /// Throws PatternError: unknown key, unknown or missing operator, several operators, wrong type,
  /// bad regex, several of the url family.
  explicit RequestPattern(const Json& pattern);

  bool matches(const Request& request) const;
  /// The same, for one of many patterns that ask about one request.
  bool matches(Subject& subject) const;

  struct Parts;

 private:
  std::shared_ptr<const Parts> parts_;
};

}  // namespace emulator
