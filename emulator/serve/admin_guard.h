#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/model/message.h"

namespace emulator {

/// Who may call the admin protocol.
/// hosts    names and addresses, without ports, by which it may be called beside loopback ones
/// origins  of web pages that may call it, beside those from loopback and `hosts`: "https://a.test"
/// token    that every call has to carry, as `Authorization: Bearer TOKEN` or as the password of
///          Basic credentials; "": none is asked for
/// open     may be called by any name
struct AdminAccess {
  std::vector<std::string> hosts{};
  std::vector<std::string> origins{};
  std::string token{};
  bool open = false;
};

/// localhost, 127.0.0.0/8 or ::1, without a port.
bool is_loopback_name(const std::string& host);

/// Why a call of the admin protocol must not be answered: its Origin is none that may call, or its
/// Host is neither a loopback name (localhost, 127.0.0.0/8, ::1; any port) nor one of the hosts.
/// May be answered: nullopt.
///
/// Only a browser sends an Origin, or a Host that its user did not choose (a name of the attacker
/// that resolves to 127.0.0.1). A request without either passes. A browser does not know the token,
/// so a call that carries it may have any Host.
std::optional<std::string> refuse_foreign(const Request& request, const AdminAccess& access);

/// Whether the call carries the token, or none is asked for. Takes as long whatever the call has.
bool carries_token(const Request& request, const std::string& token);

}  // namespace emulator
