#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/cli/program.h"

using support::run;
using support::Run;

namespace {

struct Slip {
  std::vector<std::string> arguments;
  std::string error;
};

struct WrongVariable {
  std::string variable;  ///< "PORT=x"
  std::string error;     ///< behind the variable's name
};

void check_slips(const std::vector<Slip>& slips) {
  for (const Slip& slip : slips) {
    CAPTURE(slip.error);
    const Run refused = run(slip.arguments);
    CHECK(refused.code == 2);
    CHECK(refused.output == "");
    CHECK(refused.errors.substr(0, refused.errors.find("\nRun 'alloy-emulator")) ==
          "alloy-emulator: " + slip.error);
  }
}

void check_variables(const std::string& subcommand, const std::vector<WrongVariable>& rows) {
  for (const WrongVariable& row : rows) {
    CAPTURE(row.variable);
    const Run refused = run({subcommand}, {"ALLOY_EMULATOR_" + row.variable});
    const std::string name = row.variable.substr(0, row.variable.find('='));
    CHECK(refused.code == 2);
    CHECK(refused.output == "");
    CHECK(refused.errors == "alloy-emulator: the variable ALLOY_EMULATOR_" + name + ": " +
                                row.error + "\nRun 'alloy-emulator " + subcommand +
                                " --help' for the options.\n");
  }
}

}  // namespace

TEST_CASE("a value that an option cannot take is told, and nothing is started") {
  const std::string port = "--port: expected a number from 0 to 65535, found ";
  const std::string expected = ": expected a number from 0 to 100000000, found ";
  check_slips({
      {{"--port", ""}, port + "''"},
      {{"--port", "65536"}, port + "'65536'"},
      {{"--port", "80x"}, port + "'80x'"},
      {{"--seed", "-1"}, "--seed: expected a whole number, found '-1'"},
      {{"--seed", "99999999999999999999"},
       "--seed: expected a whole number, found '99999999999999999999'"},
      {{"--idle-timeout", ""}, "--idle-timeout: expected a number from 0 to 4294967295, found ''"},
      {{"--unix", ""}, "--unix: must not be empty"},
      {{"--host", ""}, "--host: must not be empty"},
      {{"--admin-token", ""}, "--admin-token: must not be empty"},
      {{"--admin-token", "a\nb"},
       "--admin-token: 'a\\x0Ab' has characters that cannot be used here"},
      {{"--admin-origin", "page.test"},
       "--admin-origin: 'page.test' is no origin; write scheme, host and port alone, as browsers "
       "do, like https://host:port"},
      {{"--admin-origin", "https://page.test/"},
       "--admin-origin: 'https://page.test/' is no origin; write scheme, host and port alone, as "
       "browsers do, like https://host:port"},
      {{"--request-timeout", "0"},
       "--request-timeout: must be more than 0, or no call would be answered"},
      {{"--keep-alive-timeout", "0s"},
       "--keep-alive-timeout: must be more than 0, or no call would be answered"},
      {{"--tls-timeout", "0ms"},
       "--tls-timeout: must be more than 0, or no call would be answered"},
      {{"calls", "--expect", "-1"}, "--expect" + expected + "'-1'"},
      {{"calls", "--at-least", ""}, "--at-least" + expected + "''"},
      {{"coverage", "--fail-under", "nan"},
       "--fail-under: expected a number from 0 to 100, found 'nan'"},
      {{"--tls=ja"}, "--tls: expected true or false, found 'ja'"},
      {{"--watch=ja"}, "--watch: expected true or false, found 'ja'"},
      {{"--log", "pdf"}, "--log: expected text, json or off, found 'pdf'"},
      {{"--errors", "x"}, "--errors: expected documented or detailed, found 'x'"},
      {{"check", "--format", "pdf"}, "--format: expected text, json or junit, found 'pdf'"},
      {{"calls", "--format", "pdf"}, "--format: expected table, json, har or curl, found 'pdf'"},
      {{"calls", "--secrets", "no"}, "--secrets: expected masked or show, found 'no'"},
      {{"--max-head", "10"}, "--max-head: must be at least 256 bytes, found '10'"},
      {{"--port"}, "--port: needs a value behind it"},
      {{"--openapi"}, "--openapi: needs a value behind it"},
      {{"--port", "0", "--port", "1"}, "--port: is given more than once; give it once"},
      {{"calls", "--expect", "1", "--at-least", "1"},
       "--expect and --at-least exclude each other: give one of them"},
      {{"calls", "--space", "default"},
       "--space: the default space has no address of its own; without --space all spaces are "
       "asked, and calls --where space=default asks it alone"},
      {{"coverage", "--space", "../x"},
       "--space: '../x' can be no space's name: 1 to 100 letters, digits, '.', '_' and '-'"},
  });
}

TEST_CASE("a wrong value of a variable is told of the variable, with what is allowed") {
  const std::string port = "expected a number from 0 to 65535, found 'x'";
  const std::string number = "expected a whole number, found 'x'";
  const std::string truth = "expected true or false, found 'ja'";
  const std::string size = "'x' is not a size; write a number with K, M or G, such as 256M";
  const std::string time = "'x' is not a time; write a number with ms, s, m or h, such as 5s";
  check_variables(
      "serve",
      {{"PORT=x", port},
       {"HTTP_PORT=x", port},
       {"SEED=x", number},
       {"IDLE_TIMEOUT=x", "expected a number from 0 to 4294967295, found 'x'"},
       {"JOURNAL_ENTRIES=0", "expected a number from 1 to 100000000, found '0'"},
       {"MAX_HEADER_LINES=x", "expected a number from 1 to 100000, found 'x'"},
       {"MAX_CONNECTIONS=x", "expected a number from 1 to 1000000, found 'x'"},
       {"JOURNAL_BYTES=x", size},
       {"MAX_TARGET=x", size},
       {"MAX_HEAD=x", size},
       {"MAX_HEAD=10", "must be at least 256 bytes, found '10'"},
       {"MAX_BODY=x", size},
       {"REQUEST_TIMEOUT=x", time},
       {"KEEP_ALIVE_TIMEOUT=x", time},
       {"TLS_TIMEOUT=x", time},
       {"GRACE=x", time},
       {"GRACE=-1", "'-1' is not a time; write a number with ms, s, m or h, such as 5s"},
       {"ERRORS=x", "expected documented or detailed, found 'x'"},
       {"LOG=x", "expected text, json or off, found 'x'"},
       {"UNIX=a\nb", "'a\\x0Ab' has characters that cannot be used here"},
       {"API_KEY_FILE=none",
        "'none' cannot be read: No such file or directory; give a file that this user may read"},
       {"TLS_NAME=a_b!", "'a_b!' is neither a host name nor an IP address"},
       {"ADMIN_ORIGIN=page.test",
        "'page.test' is no origin; write scheme, host and port alone, as browsers do, like "
        "https://host:port"},
       {"HOST=0.0.0.0",
        "'0.0.0.0' can be reached from other machines, and /__admin shows what was recorded and "
        "changes answers: give --admin-token TOKEN, or --admin-open if all who can reach it may"},
       {"RESUME=true", "needs --journal FILE, the file to resume from"}});
  for (const char* name : {"TLS", "PROXY", "CORS", "ALLOW_UNKNOWN_USERS", "STRICT_STUBS", "WATCH",
                           "EXIT_WITH_PARENT", "NO_EMULATOR_HEADERS", "ADMIN_OPEN", "RESUME"})
    check_variables("serve", {{std::string(name) + "=ja", truth}});
  check_variables("check",
                  {{"FORMAT=x", "expected text, json or junit, found 'x'"}, {"STRICT=ja", truth}});
  check_variables("calls", {{"URL=8080",
                             "'8080' is no address to ask; write one such as "
                             "http://127.0.0.1:8080"}});
}

TEST_CASE("a complaint about two options names the variable that one of them comes from") {
  const Run refused = run({"--cert", "my.pem"}, {"ALLOY_EMULATOR_HTTP_PORT=0"});
  CHECK(refused.errors ==
        "alloy-emulator: --cert and --key go together: give both, or neither\n"
        "Run 'alloy-emulator serve --help' for the options.\n");
  const Run other = run({"serve"}, {"ALLOY_EMULATOR_HTTP_PORT=0"});
  CHECK(other.errors ==
        "alloy-emulator: --http-port is for --tls: without it, --port speaks plain HTTP; "
        "--http-port is given by the variable ALLOY_EMULATOR_HTTP_PORT\n"
        "Run 'alloy-emulator serve --help' for the options.\n");
}

TEST_CASE("a variable is nothing to a subcommand without that option, nor beside the option") {
  CHECK(run({"routes"}, {"ALLOY_EMULATOR_PORT=x", "ALLOY_EMULATOR_FORMAT=junit"}).code == 0);
  CHECK(run({"check", "--format", "json"}, {"ALLOY_EMULATOR_FORMAT=x"}).code == 0);
  CHECK(run({"check", "--format", "pdf"}, {"ALLOY_EMULATOR_FORMAT=x"})
            .errors.starts_with("alloy-emulator: --format: expected text"));
}

TEST_CASE("what was meant by a word in the wrong place is told, as it is written") {
  const std::string one = "this argument was not expected: ";
  const std::string first = "the subcommand comes first: alloy-emulator ";
  check_slips({
      {{"-H", "a: b", "explain", "GET", "/"}, first + "explain …, then its options"},
      {{"--errors", "detailed", "explain", "GET", "/"}, first + "explain …, then its options"},
      {{"--openapi", "a.yaml", "routes"}, first + "routes …, then its options"},
      {{"--url", "http://a", "health"}, first + "health …, then its options"},
      {{"health", "8080"}, one + "8080; did you mean --url http://127.0.0.1:8080?"},
      {{"health", "localhost:8080"},
       one + "localhost:8080; did you mean --url http://localhost:8080?"},
      {{"calls", "https://a"}, one + "https://a; did you mean --url https://a?"},
      {{"coverage", "--port", "8080"},
       "these arguments were not expected: --port 8080; did you mean --url http://127.0.0.1:8080?"},
      {{"calls", "/a b"}, one + "/a b; did you mean --where path='/a b'?"},
      {{"routes", "a.yaml"}, one + "a.yaml; did you mean --openapi a.yaml?"},
      {{"check", "page.md"}, one + "page.md; did you mean --openapi page.md?"},
      {{"serve", "8080"}, one + "8080; did you mean --port 8080?"},
      {{"page.md"}, "'page.md' is no subcommand; did you mean --openapi page.md?"},
      {{"8080"}, "'8080' is no subcommand; did you mean --port 8080?"},
      {{"routes", "GET"}, one + "GET"},
  });
}

TEST_CASE("a missing argument is named, with the whole command") {
  check_slips({
      {{"diff", "a b.yaml"}, "'new' is missing: write alloy-emulator diff 'a b.yaml' NEW"},
      {{"diff"}, "'old' is missing: write alloy-emulator diff OLD NEW"},
      {{"init"}, "'folder' is missing: write alloy-emulator init FOLDER"},
      {{"explain"}, "the method and the path are missing: write alloy-emulator explain GET /path"},
      {{"explain", "/a?b=c"}, "the method is missing: write alloy-emulator explain GET '/a?b=c'"},
      {{"explain", "http://a/b"},
       "the method is missing: write alloy-emulator explain GET http://a/b"},
      {{"explain", "/a", "/b"}, "the method is missing: write alloy-emulator explain GET /a"},
      {{"explain", "POST"}, "the path is missing: write alloy-emulator explain POST /path"},
      {{"explain", "GET /a"},
       "the method and the path are two arguments: write alloy-emulator explain GET /a"},
      {{"explain", "GET", "http://127.0.0.1:8080/__admin/requests"},
       "what is below /__admin is answered by the emulator itself, and no call of an API: ask a "
       "running one"},
      {{"explain", "/a", "PUT"},
       "the method comes before the path: write alloy-emulator explain PUT /a"},
  });
}
