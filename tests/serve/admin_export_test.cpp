#include "emulator/serve/admin_export.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

using namespace emulator;

TEST_CASE("the recorded calls are given out as HAR, as lines of JSON and as lines of curl") {
  StubClient client;
  client.call("GET", "/people/p_1?key=a");
  client.call("GET", "/nowhere");
  const auto har = client.admin("GET", "/export?format=har");
  CHECK(har.status == 200);
  CHECK(har.json()["log"]["entries"].size() == 2);
  CHECK(har.json()["log"]["entries"][1]["response"]["status"] == 404);
  const auto lines = client.admin("GET", "/export?format=ndjson");
  CHECK(*lines.whole.header("Content-Type") == "application/x-ndjson");
  const auto end = lines.body.find('\n');
  CHECK(Json::parse(lines.body.substr(0, end))["request"]["url"] == "/people/p_1?key=a");
  CHECK(lines.body.find('\n', end + 1) == lines.body.size() - 1);
  const auto curl = client.admin("GET", "/export?format=curl");
  CHECK(curl.body.find("/people/p_1?key=a'") != std::string::npos);
}

TEST_CASE("a pattern says which calls, and what cannot be meant is refused") {
  StubClient client;
  client.call("GET", "/people/p_1?key=a");
  client.call("GET", "/nowhere");
  const auto found = client.admin("POST", "/export?format=curl", R"({"outcome": "unmatched"})");
  CHECK(found.body.find("/nowhere'") != std::string::npos);
  CHECK(found.body.find("/people") == std::string::npos);
  CHECK(client.admin("POST", "/export", R"({"urlPth": "/"})").status == 422);
  const auto format = client.admin("GET", "/export?format=xml");
  CHECK(format.status == 400);
  CHECK(
      format.body ==
      R"({"errors":[{"code":10,"source":{"pointer":"format"},"title":"Query parameter 'format' is not one of 'har', 'ndjson' and 'curl'","detail":"found 'xml'"}]})");
  CHECK(client.admin("GET", "/export?secrets=no").status == 400);
}
