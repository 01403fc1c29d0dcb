#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/cli/coverage_command.h"
#include "emulator/cli/http_client.h"
#include "tests/cli/program.h"

using namespace emulator;
using support::Program;

namespace {

struct Covered {
  Covered() : program({"serve", "--port", "0", "--port-file", "port.json", "--log", "off"}) {
    url = nlohmann::json::parse(program.wait_for_file("port.json")).at("url");
  }
  struct Said {
    int code;
    std::string output;
    std::string errors;
  };
  Said coverage(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"coverage", "--url", url});
    Program asking(arguments);
    const int code = asking.wait();
    return {code, asking.output(), asking.errors()};
  }
  Program program;
  std::string url;
};

}  // namespace

TEST_CASE("coverage tells what was never exercised, and its exit code whether that is enough") {
  const Covered emulating;
  const auto nothing = emulating.coverage({"--fail-under", "1"});
  CHECK(nothing.code == 1);
  CHECK(nothing.output.starts_with("openapi/embedded-2025-09.yaml:"));
  CHECK(nothing.output.find(": never exercised: operation GET /integrations/{integrationId} of "
                            "get-an-integration\n\n") != std::string::npos);
  CHECK(nothing.errors == "alloy-emulator: 0.0 % was exercised, which is under 1 %\n");

  ask_http(emulating.url, {"GET", "/integrations/Shopify?userId=nobody"});
  const auto some = emulating.coverage({});
  CHECK(some.code == 0);
  CHECK(some.output.find(": never exercised: header parameter x-api-version of "
                         "get-an-integration\n") != std::string::npos);
  CHECK(some.output.find(": never exercised: answer 200 application/json of "
                         "get-an-integration\n") != std::string::npos);
  CHECK(some.output.find("never exercised: answer 400") == std::string::npos);
  const auto json = emulating.coverage({"--format", "json"});
  CHECK(nlohmann::json::parse(json.output)["summary"]["operations"]["exercised"] == 1);
  CHECK(emulating.coverage({"--space", "jane", "--fail-under", "1"}).code == 1);
  Program of_jane({"coverage", "--url", emulating.url + "/__space/jane", "--fail-under", "1"});
  CHECK(of_jane.wait() == 1);
}

TEST_CASE("coverage as a table") {
  CHECK(coverage_text(R"({"percent":66.6,"summary":{
    "operations":{"exercised":1,"of":2,"percent":50.0},
    "parameters":{"exercised":11,"of":12,"percent":91.6},
    "answers":{"exercised":1,"of":1,"percent":100.0},
    "examples":{"exercised":0,"of":0,"percent":100.0},
    "all":{"exercised":13,"of":15,"percent":86.6},
    "rules":{"exercised":3,"of":1000,"percent":0.3}},
    "operations":[{"operation":"get-a","method":"GET","path":"/a","place":"a.yaml:3:5","calls":0,
      "parameters":[],"answers":[]}]})") ==
        "a.yaml:3:5: never exercised: operation GET /a of get-a\n"
        "\n"
        "                exercised     of       %\n"
        "operations              1      2    50.0\n"
        "parameters             11     12    91.6\n"
        "answers                 1      1   100.0\n"
        "examples                0      0   100.0\n"
        "in all                 13     15    86.6\n"
        "(rules broken)          3   1000     0.3\n"
        "rules are those that 'alloy-emulator routes' lists, and of each operation that its Accept "
        "can be met\n");
}

TEST_CASE("coverage says why it cannot ask") {
  Program gone({"coverage", "--url", "http://127.0.0.1:1"});
  CHECK(gone.wait() == 1);
  CHECK(gone.errors() ==
        "alloy-emulator: http://127.0.0.1:1 cannot be asked: Connection refused\n"
        "start it with 'alloy-emulator', or say with --url where it listens\n");
}
