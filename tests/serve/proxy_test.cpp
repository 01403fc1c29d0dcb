#include "emulator/serve/proxy.h"

#include <doctest/doctest.h>

#include "emulator/model/loading.h"
#include "emulator/serve/emulator.h"

using namespace emulator;

namespace {

ModelPtr model_of(const std::string& servers) {
  Findings findings;
  const std::string text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\nservers: " + servers +
                           "\npaths: {/a: {get: {responses: {'200': {description: d}}}}}\n";
  auto model = load_model(read_documents("d.yaml", text, findings), {}, {}, findings);
  REQUIRE(model);
  return model;
}

std::string step(const char* method, const char* target, bool tls = false) {
  Request request = make_request(method, target);
  request.tls = tls;
  const std::vector<std::string> hosts{"api.test", "other.test"};
  const auto step = proxy_step(request, hosts);
  if (const auto* refusal = std::get_if<Rejection>(&step)) return refusal->rule;
  return std::get<ProxyStep>(step) == ProxyStep::kTunnel ? "tunnel" : "none";
}

}  // namespace

TEST_CASE("the hosts of the documents' servers are found, each once, without relative URLs") {
  const auto model = model_of(
      "[{url: 'https://API.test/v1'}, {url: 'http://api.test:8080'}, {url: /v1}, "
      "{url: 'https://{region}.test'}, {url: 'https://b.test'}, {url: 1}]");
  CHECK(server_hosts(*model) == std::vector<std::string>{"api.test", "b.test"});
}

TEST_CASE("a proxy answers for its hosts, tunnels to them, and refuses all others") {
  CHECK(step("GET", "/a") == "none");
  CHECK(step("OPTIONS", "*") == "none");
  CHECK(step("GET", "/a?url=http://evil.test/") == "none");
  CHECK(step("GET", "http://api.test/a") == "none");
  CHECK(step("GET", "http://API.test:81/a") == "none");
  CHECK(step("GET", "http://localhost:8080/a") == "none");
  CHECK(step("GET", "http://127.0.0.1/a") == "none");
  CHECK(step("CONNECT", "api.test:443") == "tunnel");
  CHECK(step("CONNECT", "other.test:1") == "tunnel");
  CHECK(step("CONNECT", "evil.test:443") == "proxy.foreign-host");
  CHECK(step("CONNECT", "localhost:443") == "proxy.foreign-host");
  CHECK(step("GET", "http://evil.test/a") == "proxy.foreign-host");
  CHECK(step("GET", "http://api.test@evil.test/a") == "proxy.foreign-host");
  CHECK(step("GET", "http://api.test.evil.test/a") == "proxy.foreign-host");
  CHECK(step("CONNECT", "api.test:443", true) == "proxy.nested");
}

TEST_CASE("a host beyond is answered 403 with what the client can do, and recorded") {
  const auto world =
      std::make_shared<const World>(model_of("[{url: 'https://api.test'}]"), AnswerSettings{}, 1);
  EmulatorOptions options;
  options.proxied_hosts = {"api.test"};
  Emulator emulator(world, options);
  const auto refused = emulator.handle(make_request("GET", "http://evil.test/a"));
  CHECK(refused.status == 403);
  CHECK(
      *refused.body ==
      R"json({"type":"about:blank","title":"Forbidden","status":403,"detail":"this proxy does not answer for the host 'evil.test', and leads nowhere else; call a host of the documents' servers (api.test), or except this one from the client's proxy (NO_PROXY)"})json");
  CHECK(emulator.handle(make_request("CONNECT", "api.test:443")).starts_tls);
  CHECK(emulator.handle(make_request("GET", "http://api.test/a")).status == 200);
  const auto calls = emulator.calls();
  REQUIRE(calls.size() == 2);
  CHECK(calls[0]->request.target == "http://evil.test/a");
  CHECK(calls[1]->request.target == "http://api.test/a");
}
