#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/authority.h"
#include "emulator/model/message.h"
#include "emulator/model/target.h"

namespace emulator {

/// Host and port as the request names them: its Host header, else an absolute-form target; "": none. A view into the
/// request.
std::string_view authority_of(const Request& request);
/// "https" or "http".
std::string_view scheme_of(const Request& request);
/// The first address of X-Forwarded-For, if there is one, else the peer's.
std::string client_ip(const Request& request);

/// A request that is asked about again and again: what has to be read from it is read when it is first asked for, and
/// once. The request must outlive it. One thread.
class RequestSubject {
 public:
  explicit RequestSubject(const Request& request) : request_(request) {}
  RequestSubject(const RequestSubject&) = delete;
  RequestSubject& operator=(const RequestSubject&) = delete;

  const Request& request() const { return request_; }
  /// nullptr: the target cannot be read.
  const Target* target();
  /// Of a URL-encoded body; another one: none.
  const std::vector<QueryParameter>& form();
  /// Path and query as sent, without "http://host"; unreadable: the target as sent.
  std::string_view url();
  /// No host is named: nullopt.
  const std::optional<Authority>& authority();
  /// The one named, else that of the scheme.
  int port();

  // All values of one name, as sent but decoded.
  std::vector<std::string_view> headers(std::string_view name) const;
  std::vector<std::string_view> cookies(std::string_view name) const;
  std::vector<std::string_view> query(std::string_view name);
  std::vector<std::string_view> form(std::string_view name);

 private:
  const Request& request_;
  std::optional<std::optional<Target>> target_;
  std::optional<std::optional<Authority>> authority_;
  std::string composed_;
  std::string form_text_;
  std::optional<Target> form_;
};

}  // namespace emulator
