#include "emulator/serve/proxy.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/authority.h"
#include "emulator/serve/admin_guard.h"
#include "emulator/text/ascii.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

/// "a:1" of "http://a:1/path?query"; not that form: "".
std::string_view authority_in_url(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos || url.starts_with('/')) return {};
  const auto rest = url.substr(scheme + 3);
  return rest.substr(0, rest.find_first_of("/?#"));
}

void add_host(std::string_view url, std::vector<std::string>& hosts) {
  const auto authority = parse_authority(authority_in_url(url));
  if (!authority || authority->host.find('{') != std::string_view::npos) return;
  std::string host = in_lower_case(authority->host);
  if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) hosts.push_back(std::move(host));
}

Rejection foreign(const Request& request, std::string_view host,
                  std::span<const std::string> hosts) {
  std::string known;
  for (const std::string& name : hosts) known += (known.empty() ? "" : ", ") + name;
  return {403, "proxy.foreign-host",
          "this proxy does not answer for the host " + in_quotes(host) + ", and leads nowhere else",
          "call a host of the documents' servers (" + known +
              "), or except this one from the client's proxy (NO_PROXY)",
          request};
}

}  // namespace

std::vector<std::string> server_hosts(const Model& model) {
  std::vector<std::string> hosts;
  for (const DocumentPtr& document : model.documents) {
    const Json& root = document->root();
    const auto servers = root.is_object() ? root.find("servers") : root.end();
    if (!root.is_object() || servers == root.end() || !servers->is_array()) continue;
    for (const Json& server : *servers) {
      const auto url = server.is_object() ? server.find("url") : server.end();
      if (server.is_object() && url != server.end() && url->is_string())
        add_host(url->get_ref<const std::string&>(), hosts);
    }
  }
  return hosts;
}

std::variant<ProxyStep, Rejection> proxy_step(const Request& request,
                                              std::span<const std::string> hosts) {
  const bool tunnel = request.method == "CONNECT";
  const auto text = tunnel ? request.target : authority_in_url(request.target);
  if (text.empty()) return ProxyStep::kNone;
  const auto authority = parse_authority(text);
  const std::string host = in_lower_case(authority ? authority->host : text);
  const bool served = std::find(hosts.begin(), hosts.end(), host) != hosts.end();
  if (!tunnel && (served || is_loopback_name(host))) return ProxyStep::kNone;
  if (!served) return foreign(request, host, hosts);
  if (!request.tls) return ProxyStep::kTunnel;
  return Rejection{403, "proxy.nested", "a tunnel was asked for inside a tunnel",
                   "send CONNECT outside of TLS, to the proxy itself", request};
}

}  // namespace emulator
