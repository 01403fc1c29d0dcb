#pragma once

#include <functional>
#include <string>
#include <type_traits>

namespace emulator::wire {

/// Calls cpp-httplib's protected `process_request` in the shape that the release at hand gives it: the compiler chooses by
/// its type, and one that is neither does not compile. Debian 12's (0.11) takes the stream, whether to close, whether it
/// has closed, and a function for the request; later ones (0.18, Debian 13) take both addresses behind the stream, and those
/// with WebSockets also where to say that the connection has become one.
template <class Server, class Stream, class Request>
void process_with(std::type_identity_t<Server>& server,
                  bool (Server::*process)(Stream&, bool, bool&,
                                          const std::function<void(Request&)>&),
                  std::type_identity_t<Stream>& stream, bool close) {
  bool closed = false;
  (server.*process)(stream, close, closed, nullptr);
}

template <class Server, class Stream, class Request>
void process_with(std::type_identity_t<Server>& server,
                  bool (Server::*process)(Stream&, const std::string&, int, const std::string&, int,
                                          bool, bool&, const std::function<void(Request&)>&),
                  std::type_identity_t<Stream>& stream, bool close) {
  bool closed = false;
  (server.*process)(stream, std::string(), 0, std::string(), 0, close, closed, nullptr);
}

template <class Server, class Stream, class Request>
void process_with(std::type_identity_t<Server>& server,
                  bool (Server::*process)(Stream&, const std::string&, int, const std::string&, int,
                                          bool, bool&, const std::function<void(Request&)>&, bool*),
                  std::type_identity_t<Stream>& stream, bool close) {
  bool closed = false;
  (server.*process)(stream, std::string(), 0, std::string(), 0, close, closed, nullptr, nullptr);
}

}  // namespace emulator::wire
