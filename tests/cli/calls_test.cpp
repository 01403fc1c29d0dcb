#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/cli/calls_command.h"
#include "emulator/cli/http_client.h"
#include "tests/cli/program.h"

using namespace emulator;
using support::Program;

namespace {

struct Emulating {
  explicit Emulating(std::vector<std::string> more = {}) : program(with(std::move(more))) {
    url = nlohmann::json::parse(program.wait_for_file("port.json")).at("url");
  }
  static std::vector<std::string> with(std::vector<std::string> more) {
    more.insert(more.begin(), {"serve", "--port", "0", "--port-file", "port.json", "--log", "off"});
    return more;
  }
  void call(const std::string& target) const { CHECK(ask_http(url, {"GET", target}).status > 0); }

  Program program;
  std::string url;
};

struct Asked {
  int code;
  std::string output;
  std::string errors;
};

Asked calls_of(const Emulating& server, std::vector<std::string> arguments,
               std::vector<std::string> variables = {}) {
  arguments.insert(arguments.begin(), {"calls", "--url", server.url});
  Program program(arguments, std::move(variables));
  const int code = program.wait();
  return {code, program.output(), program.errors()};
}

}  // namespace

TEST_CASE("calls lists what was recorded, filtered, as a table and as JSON") {
  const Emulating server;
  server.call("/integrations/Shopify?userId=jane");
  server.call("/nowhere");
  const Asked all = calls_of(server, {});
  CHECK(all.code == 0);
  CHECK(all.output.find("  400  GET /integrations/Shopify?userId=jane  ") != std::string::npos);
  CHECK(all.output.find("  404  GET /nowhere  ") != std::string::npos);
  const Asked some = calls_of(server, {"--where", "path=/nowhere", "--format", "json"});
  const auto events = nlohmann::json::parse(some.output);
  REQUIRE(events.size() == 1);
  CHECK(events[0]["request"]["url"] == "/nowhere");
  CHECK(calls_of(server, {"--where", "path=/none", "--format", "json"}).output == "[\n]\n");
}

TEST_CASE("calls does not take a name that there is none of for one without calls") {
  const Emulating server;
  const std::string typo =
      "does not understand the question: it answered 422: /operationId: no operation has the "
      "operationId 'get-an-integraton'; did you mean 'get-an-integration'?\n";
  const Asked listed = calls_of(server, {"--operation", "get-an-integraton"});
  CHECK(listed.code == 2);
  CHECK(listed.errors == "alloy-emulator: " + server.url + " " + typo);
  const Asked asserted = calls_of(server, {"--operation", "get-an-integraton", "--expect", "0"});
  CHECK(asserted.code == 2);
  CHECK(asserted.output == "");
  CHECK(asserted.errors.find("/pattern/operationId: no operation has") != std::string::npos);
  CHECK(calls_of(server, {"--where", "violated=query.userId.knwn"}).code == 2);
  CHECK(calls_of(server, {"--where", "space=jane"}).code == 2);
  CHECK(calls_of(server, {"--operation", "get-an-integration", "--expect", "0"}).code == 0);
}

TEST_CASE("calls asserts, and its exit code is the answer") {
  const Emulating server;
  server.call("/nowhere");
  const Asked good = calls_of(server, {"--where", "method=GET", "--expect", "1"});
  CHECK(good.code == 0);
  CHECK(good.output ==
        "as expected: exactly 1 of the recorded calls to match {\"method\":\"GET\"}: 1 call\n");
  const Asked bad =
      calls_of(server, {"--where", "method=PUT", "--at-least", "1", "--within", "20ms"});
  CHECK(bad.code == 1);
  CHECK(bad.output.starts_with(
      "expected at least 1 of the recorded calls to match {\"method\":\"PUT\"}, found 0 calls\n"
      "near: GET /nowhere answered 404 ("));
  CHECK(bad.output.ends_with(")\n  method: expected \"PUT\", found 'GET'\n"));
}

TEST_CASE("calls asks for values in a JSON body, and for a whole one") {
  const Emulating server;
  const auto send = [&](const std::string& body) {
    CHECK(ask_http(server.url, {"POST", "/orders", {}, body}).status == 404);
  };
  send(R"({"user": {"name": "jane"}, "lines": [{"sku": "A", "count": 2}, {"sku": "B"}]})");
  send(R"({"user": {"name": "jim"}, "paid": true})");
  send("plain");
  const auto count = [&](const std::vector<std::string>& conditions, const char* expected) {
    std::vector<std::string> arguments{"--expect", expected};
    for (const std::string& condition : conditions) {
      arguments.push_back("--where");
      arguments.push_back(condition);
    }
    const Asked asked = calls_of(server, arguments);
    CAPTURE(asked.output);
    CHECK(asked.errors == "");
    CHECK(asked.code == 0);
  };
  count({"body.user.name=jane"}, "1");
  count({"body.user.name=jane", "body.lines[0].count=2"}, "1");
  count({"body.user.name=jane", "body.paid=true"}, "0");
  count({"body['user'].name=jim"}, "1");
  count({"body.lines[?(@.count == 2)].sku=A"}, "1");
  count({R"(body={"paid":true,"user":{"name":"jim"}})"}, "1");
  count({"body=plain"}, "1");
  CHECK(calls_of(server, {"--where", "body.user.name=joan", "--expect", "1"})
            .output.find("\n  body: expected {\"matchesJsonPath\":{\"expression\":\"$.user.name\","
                         "\"equalTo\":\"joan\"}}, found '{") != std::string::npos);
  const auto refusal = [&](const std::string& condition) {
    const Asked asked = calls_of(server, {"--where", condition});
    CHECK(asked.code == 2);
    return asked.errors.substr(0, asked.errors.find('\n'));
  };
  CHECK(refusal("body.a[=1")
            .starts_with("alloy-emulator: --where: 'body.a[=1' has a '[' that is not closed; "
                         "places are query.NAME"));
  CHECK(
      refusal("body..=1") ==
      "alloy-emulator: --where: 'body..=1': '$..' is no JSONPath: it expects a name at position 4");
  const Asked twice = calls_of(server, {"--where", "query.a=1", "--where", "query.a=2"});
  CHECK(
      twice.errors ==
      "alloy-emulator: --where: 'query.a=2' names query.a a second time; ask for one value of it\n"
      "Run 'alloy-emulator calls --help' for the options.\n");
}

TEST_CASE("calls says of a place that there is none of which one was meant") {
  const auto refusal = [](const std::string& condition) {
    Program program({"calls", "--where", condition});
    CHECK(program.wait() == 2);
    const std::string errors = program.errors();
    const std::string begin = "alloy-emulator: --where: ";
    REQUIRE(errors.starts_with(begin));
    return errors.substr(begin.size(), errors.find('\n') - begin.size());
  };
  const std::string places =
      " are query.NAME, header.NAME, cookie.NAME, form.NAME, method, path, url, outcome, violated, "
      "space, body and body.JSONPATH";
  CHECK(refusal("userId=1") ==
        "'userId' is no place; did you mean query.userId=1? Places" + places);
  CHECK(refusal("querry.x=1") == "'querry.x' is no place; did you mean query.x=1? Places" + places);
  CHECK(refusal("boddy.x=1") == "'boddy.x' is no place; did you mean body.x=1? Places" + places);
  CHECK(refusal("bodyx=1") == "'bodyx' is no place; did you mean body=1? Places" + places);
  CHECK(refusal("metod=GET") == "'metod' is no place; did you mean method=GET? Places" + places);
  CHECK(refusal("query=1") == "'query' is no place; did you mean query.NAME=1? Places" + places);
  CHECK(refusal("path.x=/a") == "'path.x' is no place; did you mean path=/a? Places" + places);
  CHECK(refusal("parameter.x=1") == "'parameter.x' is no place; places" + places);
  CHECK(refusal("=1") == "'=1' has no place before the '='; places" + places);
  CHECK(refusal("path") == "'path' has no '=' and value; places" + places);
  CHECK(refusal("body.x") == "'body.x' has no '=' and value; places" + places);
}

TEST_CASE("calls refuses a path that no call can have, and doubts a method in small letters") {
  const Emulating server;
  const std::string help = "\nRun 'alloy-emulator calls --help' for the options.\n";
  const auto refusal = [&](const std::string& condition) {
    const Asked asked = calls_of(server, {"--where", condition, "--expect", "0"});
    CHECK(asked.code == 2);
    return asked.errors;
  };
  CHECK(refusal("path=integrations/x") ==
        "alloy-emulator: --where: 'path=integrations/x': no call has the path 'integrations/x', as "
        "each begins with '/'" +
            help);
  CHECK(refusal("path=/x?y=1") ==
        "alloy-emulator: --where: 'path=/x?y=1': no call has the path '/x?y=1', as it is compared "
        "without the query; ask for that by query.NAME, or use url" +
            help);
  CHECK(refusal("url=x?y=1") ==
        "alloy-emulator: --where: 'url=x?y=1': no call has the url 'x?y=1', as each begins with "
        "'/'" +
            help);
  CHECK(calls_of(server, {"--where", "url=/x?y=1", "--expect", "0"}).code == 0);
  const Asked small = calls_of(server, {"--where", "method=get", "--expect", "0"});
  CHECK(small.code == 0);
  CHECK(small.errors ==
        "alloy-emulator: warning: methods are told apart by case, and clients send them in "
        "capitals; 'method=get' finds calls that did not: write method=GET for the others\n");
}

TEST_CASE("calls tells which spaces have calls, where an expectation is not met in one without") {
  const Emulating server;
  const std::string unmet =
      "expected exactly 1 of the recorded calls to match {}, found 0 calls\n"
      "no other call was recorded\n";
  CHECK(calls_of(server, {"--space", "acmee", "--expect", "1"}).output ==
        unmet + "the space 'acmee' has no calls; without a space all are asked\n");
  server.call("/__space/acme/nowhere");
  const Asked typo = calls_of(server, {"--space", "acmee", "--expect", "1"});
  CHECK(typo.code == 1);
  CHECK(typo.output ==
        unmet +
            "the space 'acmee' has no calls, others have: 'acme'; without a space all are asked\n");
  CHECK(calls_of(server, {"--space", "acmee", "--expect", "0"}).code == 0);
  CHECK(calls_of(server, {"--space", "acme", "--expect", "2"}).output.find("has no calls") ==
        std::string::npos);
}

TEST_CASE("calls shows no secret in any of its formats, unless it is told to") {
  const Emulating server;
  server.call("/nowhere?token=s3cret");
  for (const char* format : {"table", "json", "har", "curl"}) {
    CAPTURE(format);
    const Asked masked = calls_of(server, {"--format", format});
    CHECK(masked.output.find("/nowhere?token=***") != std::string::npos);
    CHECK(masked.output.find("s3cret") == std::string::npos);
    const Asked shown = calls_of(server, {"--format", format, "--secrets", "show"});
    CHECK(shown.output.find("/nowhere?token=s3cret") != std::string::npos);
  }
}

TEST_CASE("calls asks the space that --space or the base URL names, and no other path") {
  const Emulating server;
  server.call("/__space/q1/nowhere");
  CHECK(calls_of(server, {"--expect", "1"}).code == 0);
  CHECK(calls_of(server, {"--space", "q1", "--expect", "1"}).code == 0);
  CHECK(calls_of(server, {"--space", "q2", "--expect", "0"}).code == 0);
  const auto ask = [&](const std::string& path, std::vector<std::string> more) {
    more.insert(more.begin(), {"calls", "--url", server.url + path});
    Program program(std::move(more));
    const int code = program.wait();
    return Asked{code, program.output(), program.errors()};
  };
  CHECK(ask("/__space/q1", {"--expect", "1"}).code == 0);
  CHECK(ask("/__space/q2/", {"--expect", "0"}).code == 0);
  CHECK(ask("/__space/q2", {"--format", "json"}).output == "[\n]\n");
  CHECK(ask("/", {"--expect", "1"}).code == 0);
  const std::string help = "Run 'alloy-emulator calls --help' for the options.\n";
  const Asked other = ask("/nonsense", {"--expect", "1"});
  CHECK(other.code == 2);
  CHECK(other.errors == "alloy-emulator: --url: the path '/nonsense' is none to ask; give " +
                            server.url + ", or " + server.url +
                            "/__space/NAME for a space alone\n" + help);
  CHECK(ask("/__space/q1", {"--space", "q2"}).errors ==
        "alloy-emulator: --space: 'q2' is not the space of --url, 'q1'; give one of them\n" + help);
  CHECK(ask("", {"--space", "a b"}).errors ==
        "alloy-emulator: --space: 'a b' can be no space's name: 1 to 100 letters, digits, '.', "
        "'_' and '-'\n" +
            help);
}

TEST_CASE("calls asserts that there are at most so many, and that no more follow") {
  const Emulating server;
  server.call("/nowhere");
  CHECK(calls_of(server, {"--at-most", "1"}).output ==
        "as expected: at most 1 of the recorded calls to match {}: 1 call\n");
  CHECK(calls_of(server, {"--at-most", "0"}).code == 1);
  CHECK(calls_of(server, {"--expect", "1", "--settle", "50ms"}).code == 0);
  const std::string idle =
      " waits for an expectation: give --expect N, --at-least N or --at-most N with it\n"
      "Run 'alloy-emulator calls --help' for the options.\n";
  CHECK(calls_of(server, {"--within", "5s"}).errors == "alloy-emulator: --within:" + idle);
  CHECK(calls_of(server, {"--settle", "5s"}).errors == "alloy-emulator: --settle:" + idle);
}

TEST_CASE("calls masks secrets, unless they are to be shown") {
  const Emulating server;
  ask_http(server.url, {"GET", "/nowhere", {{"Authorization", "bearer s3cret"}}});
  CHECK(calls_of(server, {"--format", "curl"}).output.find("s3cret") == std::string::npos);
  CHECK(calls_of(server, {"--format", "curl", "--secrets", "show"})
            .output.find("Authorization: bearer s3cret") != std::string::npos);
}

TEST_CASE("calls waits for a call that is still to come") {
  const Emulating server;
  Program waiting({"calls", "--url", server.url, "--at-least", "1", "--within", "10s"});
  server.call("/nowhere");
  CHECK(waiting.wait() == 0);
}

TEST_CASE("calls sends the token, from its option or its variable") {
  const Emulating server({"--admin-token", "s3cret"});
  CHECK(calls_of(server, {}).code == 1);
  CHECK(calls_of(server, {"--admin-token", "s3cret"}).code == 0);
  CHECK(calls_of(server, {}, {"ALLOY_EMULATOR_ADMIN_TOKEN=s3cret"}).code == 0);
}

TEST_CASE("calls says why it cannot ask, and what it does not understand") {
  const Asked bytes = calls_of(Emulating(), {"--where", "query.userId=\xFF"});
  CHECK(bytes.code == 2);
  CHECK(bytes.errors.find("'query.userId=\\xFF' is not UTF-8") != std::string::npos);
  const Asked where = calls_of(Emulating(), {"--where", "userId=jane"});
  CHECK(where.code == 2);
  CHECK(where.errors ==
        "alloy-emulator: --where: 'userId' is no place; did you mean query.userId=jane? Places are "
        "query.NAME, "
        "header.NAME, cookie.NAME, form.NAME, method, path, url, outcome, violated, space, body "
        "and body.JSONPATH\n"
        "Run 'alloy-emulator calls --help' for the options.\n");
  Program gone({"calls", "--url", "http://127.0.0.1:1"});
  CHECK(gone.wait() == 1);
  CHECK(gone.errors() ==
        "alloy-emulator: http://127.0.0.1:1 cannot be asked: Connection refused\n"
        "start it with 'alloy-emulator', or say with --url where it listens\n");
}
