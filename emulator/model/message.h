#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/effect.h"

namespace emulator {

/// One header line of a request: views into Request::head. `value` is without the white space
/// around it.
struct HeaderLine {
  std::string_view name;
  std::string_view value;
};

/// A request as it was received. All views point into *head, which copies of a request share.
/// head     the bytes from the request line to the empty line, both included; never null
/// target   as sent, nothing decoded
/// version  "HTTP/1.1"
/// headers  in the order and case of the client; a line sent twice is there twice
/// body     the content, transfer coding removed, content coding kept
/// client   the peer's address without a port; in-process: "127.0.0.1"; over a Unix socket: "unix"
/// tls      it came inside TLS
struct Request {
  std::shared_ptr<const std::string> head;
  std::string_view method;
  std::string_view target;
  std::string_view version;
  std::vector<HeaderLine> headers;
  std::string body;
  std::string client = "127.0.0.1";
  bool tls = false;

  /// The first line with that name, compared without case; none: nullptr.
  const HeaderLine* header(std::string_view name) const;
  std::size_t header_count(std::string_view name) const;
};

struct Header {
  std::string name;
  std::string value;
};

/// Composes the head that a plain client would send and returns the request read from it. Adds
/// nothing: no Host, no Content-Length. Nothing is checked; for tests, `explain` and the in-process
/// emulator.
Request make_request(std::string_view method, std::string_view target,
                     const std::vector<Header>& headers = {}, std::string body = {});

/// An answer before it is rendered. The connection's own headers (Date, Content-Length, Connection)
/// are not in it.
/// reason   empty: the standard phrase of the status
/// body     shared with the model where it was made at load; null: no content
/// effects  what the connection does to it; at most one besides delays
/// starts_tls  it opens a tunnel (CONNECT): after its head the client's bytes are those of TLS
struct Response {
  int status = 200;
  std::string reason;
  std::vector<Header> headers;
  std::shared_ptr<const std::string> body;
  std::vector<Effect> effects{};
  bool starts_tls = false;

  /// The first value of that header, compared without case; none: nullptr.
  const std::string* header(std::string_view name) const;
};

/// RFC 9110 field names compare without case; ASCII only.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// "Bad Request" for 400; an unregistered status: "".
std::string_view reason_phrase(int status);

}  // namespace emulator
