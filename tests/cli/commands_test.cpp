#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/text/json.h"
#include "tests/cli/program.h"
#include "tests/support/project_dir.h"

using emulator::Json;
using support::Folder;
using support::Program;
using support::run;
using support::Run;

namespace {

constexpr const char* kClean = R"(openapi: 3.0.3
info: {title: Hello, version: '1'}
paths:
  /hello: {get: {responses: {'200': {description: hello}}}}
)";
constexpr const char* kLoose =
    "openapi: 3.0.3\npaths:\n  /hello: {get: {responses: {'200': {description: hello}}}}\n";
constexpr const char* kBroken = "openapi: 3.0.3\npaths:\n  hello: {get: {responses: {}}}\n";

}  // namespace

TEST_CASE("check prints every finding and a count, and its exit code tells how bad it is") {
  const Folder folder;
  SUBCASE("nothing found") {
    const Run checked = run({"check", "--openapi", folder.write("a.yaml", kClean), "--strict"});
    CHECK(checked.output == "0 errors, 0 warnings\n");
    CHECK(checked.code == 0);
  }
  SUBCASE("warnings alone are fine, unless --strict") {
    const std::string file = folder.write("a.yaml", kLoose);
    const Run checked = run({"check", "--openapi", file});
    CHECK(checked.output == file +
                                ":1:1: warning: the document has no `info`   [document.no-info]\n"
                                "  1 | openapi: 3.0.3\n"
                                "    | ^\n"
                                "  hint: OpenAPI requires it; the document is served all the same. "
                                "Add `info: {title: …, "
                                "version: …}`\n"
                                "0 errors, 1 warning\n");
    CHECK(checked.code == 0);
    CHECK(run({"check", "--openapi", file, "--strict"}).code == 1);
  }
  SUBCASE("an error") {
    const std::string file = folder.write("a.yaml", kBroken);
    const Run checked = run({"check", "--openapi", file});
    CHECK(checked.errors ==
          "what is loose was not looked for, as there are errors: mend them, then check again\n");
    CHECK(checked.output ==
          file +
              ":3:10: error: the path 'hello' does not begin with '/'   [openapi.path]\n"
              "  3 |   hello: {get: {responses: {}}}\n"
              "    |          ^\n"
              "  hint: write '/hello'\n"
              "1 error, 0 warnings\n");
    CHECK(checked.code == 1);
  }
  SUBCASE("a wrong option") { CHECK(run({"check", "--format", "pdf"}).code == 2); }
}

TEST_CASE(
    "check leaves out what is loose in the built-in document beside files of one's own, and says "
    "so") {
  const Folder folder;
  const std::string own = folder.path() + "/own";
  REQUIRE(run({"init", own}).code == 0);
  const std::string document = own + "/openapi/embedded-2025-09.yaml";
  std::vector<std::string> arguments{
      "check", "--openapi", document, "--fixtures", own + "/fixtures/embedded-2025-09", "--strict"};
  const Run checked = run(arguments);
  CHECK(checked.output == "left out: 17 warnings and notes about '" + document +
                              "', as built in; --all tells them\n0 errors, 0 warnings\n");
  CHECK(checked.code == 0);
  arguments.push_back("--all");
  const Run all = run(arguments);
  CHECK(all.output.ends_with("0 errors, 16 warnings, 1 note\n"));
  CHECK(all.code == 1);
  arguments.back() = "--format=json";
  const Run json = run(arguments);
  CHECK(json.output == "[]\n");
  CHECK(json.errors.starts_with("left out: 17 "));
}

TEST_CASE("check speaks JSON and JUnit") {
  const Folder folder;
  const std::string file = folder.write("a.yaml", kBroken);
  const Json findings = Json::parse(run({"check", "--openapi", file, "--format", "json"}).output);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0] == Json{{"severity", "error"},
                            {"code", "openapi.path"},
                            {"message", "the path 'hello' does not begin with '/'"},
                            {"file", file},
                            {"line", 3},
                            {"column", 10},
                            {"hint", "write '/hello'"}});
  const std::string junit = run({"check", "--openapi", file, "--format", "junit"}).output;
  CHECK(junit.rfind("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"alloy-emulator "
                    "check\" tests=\"1\" failures=\"1\">\n"
                    "  <testcase classname=\"openapi.path\" name=\"" +
                        file +
                        ":3:10\">\n    <failure message=\"the path 'hello' "
                        "does not begin with '/'\">",
                    0) == 0);
}

TEST_CASE("explain tells the answer to one call and how it came about, without a server") {
  const std::string target = "/integrations/Shopify?userId=nobody";
  const Run refused = run(
      {"explain", "GET", target, "-H", "Authorization: bearer x", "-H", "x-api-version: 2025-09"});
  CHECK(refused.code == 1);
  CHECK(
      refused.output.rfind("400 Bad Request\nContent-Type: application/json\n\n{}\n\noperation "
                           "get-an-integration (GET "
                           "/integrations/{integrationId}) at openapi/embedded-2025-09.yaml:12:5\n",
                           0) == 0);
  CHECK(refused.output.find(
            "broken query.userId.known (assumed) at openapi/embedded-2025-09.yaml:34:11, by "
            "fixtures/embedded-2025-09/operations.yaml:13:13\n") != std::string::npos);
  const Run accepted = run({"explain", "GET", target, "-H", "Authorization: bearer x", "-H",
                            "x-api-version: 2025-09", "--allow-unknown-users", "--format", "json"});
  CHECK(accepted.code == 0);
  const Json told = Json::parse(accepted.output);
  CHECK(told.at("status") == 200);
  CHECK(told.at("outcome") == "accepted");
  CHECK(told.at("operation") == "get-an-integration");
  CHECK(told.at("notes").at(0) ==
        "'nobody' is not the userId or username of a record of 'users'; let pass by "
        "--allow-unknown-users");
}

TEST_CASE("explain judges what the gate would reject, and a body") {
  const Run rejected = run({"explain", "GET", "/a%zz"});
  CHECK(rejected.code == 1);
  CHECK(rejected.output.rfind("400 Bad Request\n", 0) == 0);
  CHECK(rejected.output.find("note: gate.percent-encoding: ") != std::string::npos);
  const Run posted = run({"explain", "POST", "/integrations/a", "-d", "x=1"});
  CHECK(posted.output.rfind("405 Method Not Allowed\n", 0) == 0);
}

TEST_CASE("explain takes the address of a space, and a whole URL, for that of the call in it") {
  const Run in_space =
      run({"explain", "GET", "http://127.0.0.1:8080/__space/q1/integrations/Magento"});
  CHECK(in_space.output == run({"explain", "GET", "/integrations/Magento"}).output);
  CHECK(in_space.errors ==
        "explained is /integrations/Magento; stubs and records of the space are not known here\n");
}

TEST_CASE("routes lists operations and rules, and last the share of each class") {
  const Run listed = run({"routes"});
  CHECK(listed.code == 0);
  CHECK(
      listed.output.rfind(
          "GET /integrations/{integrationId}  (get-an-integration)  "
          "openapi/embedded-2025-09.yaml:12:5\n"
          "  header.Authorization.required       documented  openapi/embedded-2025-09.yaml:19:11\n",
          0) == 0);
  CHECK(listed.output.find(
            "\n19 rules: 8 documented (42 %), 7 inferred (37 %), 4 assumed (21 %)\n") !=
        std::string::npos);
}

TEST_CASE("init writes what is built in, ready to be served, and overwrites nothing") {
  const Folder folder;
  const std::string own = folder.path() + "/own";
  const Run made = run({"init", own});
  CHECK(made.code == 0);
  CHECK(support::read_file(own + "/openapi/embedded-2025-09.yaml") ==
        support::read_file(support::project_dir() + "/openapi/embedded-2025-09.yaml"));
  CHECK(run({"check", "--openapi", own + "/openapi", "--fixtures",
             own + "/fixtures/embedded-2025-09"})
            .code == 0);
  const Run again = run({"init", own});
  CHECK(again.code == 1);
  CHECK(again.errors ==
        "alloy-emulator: '" + own +
            "' is not empty; name a new folder, so that nothing of yours is overwritten\n");
  CHECK(run({"init", ""}).errors == "alloy-emulator: '' is no folder; name a new one\n");
  CHECK(run({"init", folder.write("other", "x") + "/own"}).errors ==
        "alloy-emulator: '" + folder.path() +
            "/other/own' cannot be written: Not a directory; name a folder that this user may "
            "write to\n");
  CHECK(run({"init", folder.write("file", "x")}).errors ==
        "alloy-emulator: '" + folder.path() + "/file' is a file; name a new folder\n");
}
