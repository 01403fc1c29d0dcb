#pragma once

#include "emulator/journal/entry.h"
#include "emulator/text/json.h"

namespace emulator {

/// The request of an entry as WireMock's admin protocol shows one:
///
///     {"url": "/a?x=1", "absoluteUrl": "http://h:80/a?x=1", "method": "GET", "clientIp": …,
///      "headers": {"Host": "h:80", "X": ["1", "2"]}, "cookies": {…}, "browserProxyRequest": false,
///      "loggedDate": 1795455763328, "loggedDateString": "2026-11-23T17:42:43.328Z",
///      "bodyAsBase64": "", "body": "", "protocol": "HTTP/1.1", "scheme": "http", "host": "h",
///      "port": 80, "queryParams": {"x": {"key": "x", "values": ["1"]}}, "formParams": {}}
///
/// `body` and `bodyAsBase64` are the content with its coding undone, see content_of; the headers are as sent. Strings hold the client's bytes, which need not be UTF-8: write the value with
/// to_wire_text(). `host` and `port` are left out where the request names no host. `formParams`
/// stops at kFormParametersShown.
Json logged_request(const Entry& entry);

inline constexpr std::size_t kFormParametersShown = 10'000;

/// Compact JSON text; bytes that are not UTF-8 become U+FFFD.
std::string to_wire_text(const Json& value);

}  // namespace emulator
