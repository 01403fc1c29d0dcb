#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "emulator/model/model.h"
#include "emulator/serve/gate.h"

namespace emulator {

/// The hosts in the `servers` of the documents, in lower case, each once; of relative URLs, and of
/// those with variables in their host: none.
std::vector<std::string> server_hosts(const Model& model);

/// Whether the request asks a proxy: for a tunnel, or by a target that names another host.
enum class ProxyStep {
  kNone,    ///< it does not, or for one of `hosts`: it is answered as any other
  kTunnel,  ///< CONNECT to one of `hosts`
};

/// What an HTTP proxy (RFC 9110 7.6, 9.3.6) that answers for `hosts` itself, and for nobody else,
/// does with a request. A host beyond is a Rejection (403): nothing is resolved, nothing tunnelled.
std::variant<ProxyStep, Rejection> proxy_step(const Request& request,
                                              std::span<const std::string> hosts);

}  // namespace emulator
