#include "emulator/serve/admin.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "tests/serve/admin_host.h"

namespace emulator {
namespace {

TEST_CASE("paths outside of /__admin are not the admin protocol's") {
  AdminTestHost host;
  const Admin admin;
  for (const char* target :
       {"/", "/requests", "/__administer", "/x/__admin", "/%5f_admin/health", "*", "/?/__admin"}) {
    CAPTURE(target);
    CHECK_FALSE(answer_of(admin, host, make_request("GET", target)).has_value());
  }
}

TEST_CASE("an unknown path or method is 404 without a body") {
  AdminTestHost host;
  const std::pair<const char*, const char*> calls[] = {
      {"PUT", "/__admin"},           {"GET", "/__admin/recordings"},
      {"GET", "/__admin/mappings/"}, {"GET", "/__admin/health/"},
      {"HEAD", "/__admin/health"},   {"POST", "/__admin/health"},
      {"GET", "/__admin/reset"},     {"GET", "/__admin/requests/"},
      {"PUT", "/__admin/requests"},  {"GET", "/__admin/requests/a/b"},
      {"get", "/__admin/health"},    {"GET", "/__admin//health"}};
  for (const auto& call : calls) {
    CAPTURE(call.first);
    CAPTURE(call.second);
    const AdminAnswer answer = ask(host, call.first, call.second);
    CHECK(answer.status == 404);
    CHECK(answer.body == "");
  }
}

TEST_CASE(
    "a call that there is not names those that were meant, in a header and to whoever runs it") {
  struct Slip {
    const char* method;
    const char* path;
    const char* meant;
  };
  const Slip slips[] = {{"GET", "/verify", "did you mean POST /__admin/verify?"},
                        {"POST", "/verfy", "did you mean POST /__admin/verify?"},
                        {"GET", "/verfy", "did you mean POST /__admin/verify?"},
                        {"POST", "/verify/", "did you mean POST /__admin/verify?"},
                        {"GET", "/reset", "did you mean POST /__admin/reset?"},
                        {"PUT", "/mappings",
                         "did you mean GET /__admin/mappings, POST /__admin/mappings, DELETE "
                         "/__admin/mappings or PUT "
                         "/__admin/mappings/{id}?"},
                        {"PUT", "/fixtures/users",
                         "did you mean GET /__admin/fixtures/{collection} or PUT "
                         "/__admin/fixtures/{collection}/{key}?"},
                        {"POST", "/requests/fnd", "did you mean POST /__admin/requests/find?"},
                        {"GET", "/mapings/11111111-2222-4333-8444-555555555555",
                         "did you mean GET /__admin/mappings/{id}?"},
                        {"GET", "/a/b/c/d", "docs/admin.md tells those that there are"}};
  for (const Slip& slip : slips) {
    CAPTURE(slip.path);
    AdminTestHost host;
    const auto answer =
        answer_of(Admin(), host, make_request(slip.method, std::string("/__admin") + slip.path));
    REQUIRE(answer);
    CHECK(answer->status == 404);
    const std::string why = std::string("no such call of the admin protocol; ") + slip.meant;
    REQUIRE(answer->header("Emulator-Warning"));
    CHECK(*answer->header("Emulator-Warning") == why);
    CHECK(host.warnings == std::vector<std::string>{why});
  }
}

TEST_CASE("without the token a call is 401 and says how to send it; the probe needs none") {
  AdminTestHost host;
  AdminAccess access;
  access.token = "s3cret";
  const Admin admin(access);
  const auto refused = answer_of(admin, host, make_request("POST", "/__admin/reset"));
  REQUIRE(refused);
  CHECK(refused->status == 401);
  CHECK(*refused->header("WWW-Authenticate") == "Bearer");
  CHECK(
      *refused->body ==
      R"json({"errors":[{"code":401,"title":"A token is wanted","detail":"send the token that the emulator was started with (--admin-token) as 'Authorization: Bearer TOKEN', or as the password of Basic credentials"}]})json");
  CHECK(host.resets == 0);
  CHECK(answer_of(admin, host, make_request("GET", "/__admin/health"))->status == 200);
  const std::vector<Header> token = {{"Authorization", "Bearer s3cret"}};
  CHECK(answer_of(admin, host, make_request("POST", "/__admin/reset", token))->status == 200);
  CHECK(host.resets == 1);
}

TEST_CASE("a page that may call gets its preflight answered, and may read the answers") {
  AdminTestHost host;
  AdminAccess access;
  access.origins = {"https://page.test"};
  access.token = "s3cret";
  const Admin admin(access);
  const auto preflight =
      answer_of(admin, host,
                make_request("OPTIONS", "/__admin/reset",
                             {{"Host", "localhost"},
                              {"Origin", "https://page.test"},
                              {"Access-Control-Request-Method", "POST"},
                              {"Access-Control-Request-Headers", "authorization"}}));
  REQUIRE(preflight);
  CHECK(preflight->status == 204);
  CHECK(*preflight->header("Access-Control-Allow-Origin") == "https://page.test");
  CHECK(*preflight->header("Access-Control-Allow-Headers") == "authorization");
  const auto read = answer_of(
      admin, host, make_request("GET", "/__admin/health", {{"Origin", "https://page.test"}}));
  CHECK(*read->header("Access-Control-Allow-Origin") == "https://page.test");
  const auto stranger = answer_of(
      admin, host, make_request("OPTIONS", "/__admin/reset", {{"Origin", "https://evil"}}));
  CHECK(stranger->status == 403);
  CHECK(stranger->header("Access-Control-Allow-Origin") == nullptr);
}

TEST_CASE("shutdown ends the program where there is one") {
  struct Ending : AdminTestHost {
    bool shut_down() override { return ends; }
    bool ends = false;
  } host;
  CHECK(ask(host, "POST", "/__admin/shutdown").status == 404);
  host.ends = true;
  CHECK(ask(host, "POST", "/__admin/shutdown").status == 200);
}

TEST_CASE("the admin protocol's root leads to its stubs") {
  AdminTestHost host;
  const auto moved =
      answer_of(Admin(), host, make_request("GET", "/__admin", {{"Host", "localhost"}}));
  REQUIRE(moved);
  CHECK(moved->status == 302);
  CHECK(*moved->header("Location") == "/__admin/");
  CHECK(ask(host, "GET", "/__admin/").body == R"({"mappings":[],"meta":{"total":0}})");
}

TEST_CASE("a target in absolute form and an escaped segment are understood") {
  AdminTestHost host;
  CHECK(ask(host, "GET", "http://localhost:8080/__admin/health").status == 200);
  CHECK(ask(host, "GET", "/__admin/he%61lth").status == 200);
}

TEST_CASE("health says what is served and for how long") {
  AdminTestHost host;
  const AdminAnswer answer = ask(host, "GET", "/__admin/health");
  CHECK(answer.status == 200);
  CHECK(answer.type == "application/json");
  CHECK(
      answer.body ==
      R"({"status":"healthy","message":"serving a.yaml and b.yaml, generation 1; 0 calls recorded, 0 dropped, 0 connections without an answer",)"
      R"("version":"1.2.3","uptimeInSeconds":61,"timestamp":"2026-11-23T17:42:43.328Z"})");
  host.documents.clear();
  CHECK(ask(host, "GET", "/__admin/health").json()["message"] ==
        "ready, generation 1; 0 calls recorded, "
        "0 dropped, 0 connections without an answer");
}

TEST_CASE("version is the program's") {
  AdminTestHost host;
  const AdminAnswer answer = ask(host, "GET", "/__admin/version");
  CHECK(answer.status == 200);
  CHECK(answer.body == R"({"version":"1.2.3"})");
}

TEST_CASE("reset is passed on") {
  AdminTestHost host;
  const AdminAnswer answer = ask(host, "POST", "/__admin/reset");
  CHECK(answer.status == 200);
  CHECK(answer.body == "");
  CHECK(host.resets == 1);
}

TEST_CASE("a stranger is told why, also where there is nothing") {
  AdminTestHost host;
  const std::string neither =
      ", which is neither a loopback name (localhost, 127.0.0.1, ::1) nor a host that was allowed "
      "when the emulator was started; call it by one of those\"}]}";
  const std::string begin =
      R"({"errors":[{"code":403,"title":"Not answered to a stranger","detail":")";
  const AdminAnswer by_host =
      ask(host, "GET", "/__admin/nowhere", "", {{"Host", "evil.example:80"}});
  CHECK(by_host.status == 403);
  CHECK(by_host.type == "application/json");
  CHECK(by_host.body == begin + "the Host header is 'evil.example:80'" + neither);
  const AdminAnswer by_origin = ask(host, "GET", "/__admin/health", "",
                                    {{"Host", "localhost"}, {"Origin", "https://evil.example"}});
  CHECK(by_origin.body == begin + "the Origin header is 'https://evil.example'" + neither);
}

}  // namespace
}  // namespace emulator
