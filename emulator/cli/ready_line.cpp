#include "emulator/cli/ready_line.h"

#include "emulator/cli/local_ca.h"
#include "emulator/model/example_call.h"
#include "emulator/serve/proxy.h"
#include "emulator/text/quote.h"
#include "emulator/version.h"

namespace emulator {
namespace {

bool has_rule_with(const Model& model, RuleOption option) {
  for (const Operation& operation : model.operations) {
    for (const RuleGroup& group : operation.groups) {
      for (const Rule& rule : group.rules) {
        if (rule.option == option) return true;
      }
    }
  }
  return false;
}

std::vector<std::string> relaxing_switches(const ServeOptions& options) {
  std::vector<std::string> out;
  if (options.world.allow_unknown_users) out.push_back(flag_of(RuleOption::kAllowUnknownUsers));
  for (const std::string& version : options.world.accepted_api_versions) {
    out.push_back(std::string(flag_of(RuleOption::kAcceptApiVersion)) + " " + printable(version));
  }
  return out;
}

std::string proxied(const std::vector<std::string>& hosts) {
  if (hosts.empty()) return "no host, as no document names one in its `servers`";
  return listed(hosts) + " and no other host";
}

// How curl is told where to go and whom to trust.
struct CurlWay {
  std::string base_url;
  std::vector<std::string> options;
};

CurlWay curl_way(const ServeOptions& options, const Model& model, const std::string& url) {
  CurlWay way{url, {}};
  const bool own_authority = options.tls.certificate_file.empty();
  const auto trust = [&](const char* option) {
    if (own_authority)
      way.options.insert(way.options.end(), {option, authority_file(authority_folder())});
  };
  const auto hosts = options.tls.proxy ? server_hosts(model) : std::vector<std::string>();
  if (!hosts.empty()) {
    way = {"https://" + hosts.front(), {"-x", url, "--noproxy", ""}};
    if (options.tls.tls) trust("--proxy-cacert");
  }
  if (way.base_url.starts_with("https://")) trust("--cacert");
  return way;
}

}  // namespace

std::string ready_line(const ServeOptions& options, const Model& model,
                       const std::vector<std::string>& urls, std::size_t connections) {
  std::vector<std::string> names;
  for (const DocumentPtr& document : model.documents) names.push_back(document->name());
  const std::size_t count = model.operations.size();
  std::string line = "alloy-emulator " + std::string(kVersion) + " ready: " + listed(urls) +
                     " serves " + (names.empty() ? "no document" : listed(names)) + " (" +
                     std::to_string(count) +
                     (count == 1 ? " operation), up to " : " operations), up to ") +
                     std::to_string(connections) + " connections";
  if (options.tls.proxy) line += "; a proxy for " + proxied(server_hosts(model));
  const auto relaxed = relaxing_switches(options);
  if (!relaxed.empty()) line += "; relaxed: " + listed(relaxed);
  if (!options.world.sources.openapi.empty() && options.world.sources.fixtures.empty())
    line += "; without --fixtures: any id passes, and answers are the documents' examples";
  return line;
}

std::string first_call_line(const ServeOptions& options, const Model& model,
                            const std::string& url) {
  auto call = example_call(model);
  if (!call) return {};
  for (Header& header : call->headers) {
    // The line is for eyes and logs; a key given to the program is not.
    if (!options.world.api_keys.empty() && equal_ignoring_case(header.name, "Authorization"))
      header.value = "bearer KEY";
  }
  const CurlWay way = curl_way(options, model, url);
  return "try: " + as_curl(*call, way.base_url, way.options);
}

std::vector<std::string> idle_switches(const ServeOptions& options, const Model& model) {
  std::vector<std::string> out;
  const auto check = [&](bool given, RuleOption option) {
    if (given && !has_rule_with(model, option)) {
      out.push_back(std::string(flag_of(option)) +
                    " changes nothing: no rule in the fixtures names it as its `option`");
    }
  };
  check(!options.world.api_keys.empty(), RuleOption::kApiKey);
  check(!options.world.accepted_api_versions.empty(), RuleOption::kAcceptApiVersion);
  check(options.world.allow_unknown_users, RuleOption::kAllowUnknownUsers);
  return out;
}

}  // namespace emulator
