#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "emulator/text/json.h"
#include "tests/cli/program.h"
#include "tests/support/socket_client.h"

using emulator::Json;
using support::Folder;
using support::Program;

namespace {

// Waits until it answers, and gives the port.
std::uint16_t port_of(const Program& program) {
  const Json file = Json::parse(program.wait_for_file("port.json"));
  const std::string url = file.at("url");
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

std::vector<std::string> free_port(std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"--port", "0", "--port-file", "port.json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::string get(std::uint16_t port, const std::string& target, const std::string& headers) {
  support::SocketClient client(port);
  client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers +
              "\r\n");
  return client.rest();
}

const std::string kRight = "Authorization: bearer YOUR_API_KEY\r\nx-api-version: 2025-09\r\n";
const std::string kShopify = "/integrations/Shopify?userId=merchant_123@example.com";

}  // namespace

TEST_CASE("it serves what is built in, from any folder, and says so in one line") {
  Program program(free_port());
  const std::uint16_t port = port_of(program);
  CHECK(get(port, kShopify, kRight).rfind("HTTP/1.1 200 OK\r\n", 0) == 0);
  const std::string line = program.wait_for_line();
  CHECK(line.find(" ready: http://127.0.0.1:" + std::to_string(port)) != std::string::npos);
  CHECK(line.find(" serves openapi/embedded-2025-09.yaml (1 operation), up to ") !=
        std::string::npos);
  program.signal(SIGTERM);
  CHECK(program.wait() == 0);
  CHECK(program.output() == line + "\n");
}

TEST_CASE("it serves every address when told to, IPv6 and IPv4, and guards /__admin there") {
  for (const std::string host : {"::", "0.0.0.0"}) {
    CAPTURE(host);
    if (host == "::" && !support::has_v6()) continue;
    Program program(free_port({"--host", host, "--admin-token", "s3cret"}));
    const std::uint16_t port = port_of(program);
    CHECK(get(port, kShopify, kRight).rfind("HTTP/1.1 200 OK\r\n", 0) == 0);
    if (host == "::") {
      support::SocketClient v6(port, true);
      v6.send("GET " + kShopify + " HTTP/1.1\r\nHost: localhost\r\n" + kRight + "\r\n");
      CHECK(v6.answer().rfind("HTTP/1.1 200 OK\r\n", 0) == 0);
    }
    CHECK(get(port, "/__admin/requests", "").rfind("HTTP/1.1 401 Unauthorized\r\n", 0) == 0);
    CHECK(get(port, "/__admin/requests", "Authorization: Bearer s3cret\r\n")
              .rfind("HTTP/1.1 200 OK\r\n", 0) == 0);
  }
}

TEST_CASE(
    "the limit on open files, raised as far as it goes, bounds the connections, which is told") {
  Program limited(free_port(), {}, {"/usr/bin/prlimit", "--nofile=512:1024"});
  CHECK(limited.wait_for_line().ends_with(", up to 896 connections"));
  Program few(free_port({"--max-connections", "7"}));
  CHECK(few.wait_for_line().ends_with(", up to 7 connections"));
}

TEST_CASE("SIGINT ends it as SIGTERM does") {
  Program program(free_port());
  port_of(program);
  program.signal(SIGINT);
  CHECK(program.wait() == 0);
}

TEST_CASE("calls in flight may hold up the end, which is told, and a second signal ends at once") {
  Program program(free_port({"--grace", "60s"}));
  support::SocketClient client(port_of(program));
  const std::string question = R"({"pattern": {}, "exactly": 1, "withinMs": 60000})";
  client.send(
      "GET /__admin/version HTTP/1.1\r\nHost: localhost\r\n\r\nPOST /__admin/verify HTTP/1.1\r\n"
      "Host: localhost\r\nContent-Length: " +
      std::to_string(question.size()) + "\r\n\r\n" + question);
  CHECK(client.answer().find("200 OK") != std::string::npos);
  program.signal(SIGINT);
  const std::string said =
      "\nstopping: 1 call in flight, at most 60s; Ctrl-C or SIGTERM again ends now\n";
  CHECK(support::wait_until([&] { return program.errors().ends_with(said); }));
  program.signal(SIGINT);
  CHECK(program.wait() == 1);
}

TEST_CASE("the port file tells url, pid and what is served") {
  Program program(free_port());
  const Json file = Json::parse(program.wait_for_file("port.json"));
  CHECK(file.at("pid").is_number_integer());
  CHECK(file.at("urls").at(0) == file.at("url"));
  CHECK(file.at("documents").at(0).at("name") == "openapi/embedded-2025-09.yaml");
  CHECK(file.at("documents").at(0).at("sha256").get<std::string>().size() == 64);
}

TEST_CASE("a port file is there as long as its emulator, so that no stale one is believed") {
  const Folder folder;
  const std::string file = folder.path() + "/port.json";
  const auto start = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"--port", "0", "--port-file", file});
    return std::make_unique<Program>(std::move(more));
  };
  SUBCASE("a clean end removes it") {
    const auto program = start({});
    program->wait_for_line();
    CHECK(std::filesystem::exists(file));
    program->signal(SIGTERM);
    CHECK(program->wait() == 0);
    CHECK_FALSE(std::filesystem::exists(file));
  }
  SUBCASE("one that cannot start leaves that of an emulator that runs") {
    const auto first = start({});
    first->wait_for_line();
    const std::string content = support::read_file(file);
    const auto second = start({"--openapi", "nowhere.yaml"});
    CHECK(second->wait() == 1);
    CHECK(support::read_file(file) == content);
  }
  SUBCASE("that of another emulator stays") {
    const auto first = start({});
    first->wait_for_line();
    const auto second = start({});
    second->wait_for_line();
    const std::string content = support::read_file(file);
    first->signal(SIGTERM);
    CHECK(first->wait() == 0);
    CHECK(support::read_file(file) == content);
  }
  SUBCASE("one that a killed emulator left is removed by a start that fails") {
    for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
             {"--openapi", "missing.yaml"}, {"--api-key", ""}, {"--no-such-option"}}) {
      CAPTURE(wrong.front());
      folder.write("port.json", "{\"url\": \"http://127.0.0.1:1\"}\n");
      CHECK(start(wrong)->wait() != 0);
      CHECK_FALSE(std::filesystem::exists(file));
    }
  }
}

TEST_CASE("a port file that is a pipe is written to, not replaced") {
  const Folder folder;
  const std::string pipe = folder.path() + "/port";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int end = ::open(pipe.c_str(), O_RDWR | O_NONBLOCK);
  Program program({"--port", "0", "--port-file", pipe});
  program.wait_for_line();
  char text[4096];
  const ssize_t got = ::read(end, text, sizeof text);
  ::close(end);
  REQUIRE(got > 0);
  CHECK(Json::parse(std::string(text, static_cast<std::size_t>(got))).contains("url"));
  CHECK(std::filesystem::is_fifo(pipe));
}

TEST_CASE("switches that relax a rule are in the ready line") {
  Program program(free_port({"--allow-unknown-users", "--accept-api-version", "2024-03"}));
  CHECK(program.wait_for_line().find(
            "; relaxed: --allow-unknown-users and --accept-api-version 2024-03") !=
        std::string::npos);
  const std::uint16_t port = port_of(program);
  CHECK(get(port, "/integrations/Shopify?userId=anyone",
            "Authorization: bearer x\r\nx-api-version: 2024-03\r\n")
            .find("200 OK") != std::string::npos);
}

TEST_CASE("every option can be given as a variable, lists split at colons") {
  Program program({}, {"ALLOY_EMULATOR_PORT=0", "ALLOY_EMULATOR_PORT_FILE=port.json",
                       "ALLOY_EMULATOR_API_KEY=one:two", "ALLOY_EMULATOR_ERRORS=detailed",
                       "ALLOY_EMULATOR_LOG=off", "ALLOY_EMULATOR_NO_EMULATOR_HEADERS=true"});
  const std::uint16_t port = port_of(program);
  CHECK(get(port, kShopify, "Authorization: bearer two\r\nx-api-version: 2025-09\r\n")
            .find("200 OK") != std::string::npos);
  const std::string refused = get(port, kShopify, kRight);
  CHECK(refused.find("400 Bad Request") != std::string::npos);
  CHECK(refused.find("header.Authorization.scheme") != std::string::npos);
  CHECK(refused.find("Emulator-") == std::string::npos);
  CHECK(program.errors() == "");
}

TEST_CASE("keys come from a file too, one a line") {
  const Folder folder;
  Program program(free_port({"--api-key-file", folder.write("keys", "first\nsecond\n")}));
  CHECK(
      get(port_of(program), kShopify, "Authorization: bearer second\r\nx-api-version: 2025-09\r\n")
          .find("200 OK") != std::string::npos);
}

TEST_CASE("the log has a line a call, says why one was refused, and never a token") {
  Program program(free_port());
  const std::uint16_t port = port_of(program);
  get(port, kShopify, "Authorization: Basic c2VjcmV0\r\nx-api-version: 2025-09\r\n");
  const std::string log = program.errors();
  CHECK(log.find("GET " + kShopify + " 400 ") != std::string::npos);
  CHECK(log.find("header.Authorization.scheme (inferred, openapi/embedded-2025-09.yaml:22:13): "
                 "expected the scheme 'bearer' and a "
                 "token, found the scheme 'Basic' — send 'Authorization: bearer TOKEN'") !=
        std::string::npos);
  CHECK(log.find("c2VjcmV0") == std::string::npos);
}

TEST_CASE("no log has a secret of a query, neither in the target nor in the reason") {
  for (const char* format : {"text", "json"}) {
    CAPTURE(format);
    Program program(free_port({"--log", format}));
    get(port_of(program), "/nowhere?token=s3cret&x=1", "");
    const std::string log = program.errors();
    CHECK(log.find("/nowhere?token=***&x=1") != std::string::npos);
    CHECK(log.find("no documented path fits '/nowhere'; ") != std::string::npos);
    CHECK(log.find("s3cret") == std::string::npos);
  }
}

TEST_CASE("the log as JSON is one object a line") {
  Program program(free_port({"--log", "json"}));
  get(port_of(program), kShopify, kRight);
  const Json line = Json::parse(program.errors());
  CHECK(line.at("method") == "GET");
  CHECK(line.at("target") == kShopify);
  CHECK(line.at("status") == 200);
  CHECK(line.at("outcome") == "accepted");
  CHECK(line.at("why") == "");
}

TEST_CASE("a document and fixtures given replace what is built in") {
  const Folder folder;
  const std::string document = folder.write("api.yaml", R"(openapi: 3.0.3
paths:
  /hello: {get: {responses: {'200': {content: {application/json: {example: {hello: world}}}}}}}
)");
  Program program(free_port({"--openapi", document}));
  const std::uint16_t port = port_of(program);
  CHECK(get(port, "/hello", "").find("\r\n\r\n{\"hello\":\"world\"}") != std::string::npos);
  CHECK(get(port, kShopify, kRight).find("404 Not Found") != std::string::npos);
}

TEST_CASE("what is printed to try works with TLS and as a proxy, which the ready line says it is") {
  const auto tried = [](const Program& program) {
    support::wait_until([&] { return program.errors().find('\n') != std::string::npos; });
    const std::string line = program.errors();
    return line.substr(0, line.find("/integrations/"));
  };
  const Program secure(free_port({"--tls"}));
  const auto url_in = [](const std::string& line) {
    const auto begin = line.find("http");
    return line.substr(begin, line.find_first_of(", ", begin) - begin);
  };
  const std::string url = url_in(secure.wait_for_line());
  const auto authority = [](const Program& program) {
    return " --cacert '" + program.folder() + "/.local/share/alloy-emulator/ca.pem' '";
  };
  CHECK(tried(secure) == "try: curl -s" + authority(secure) + url);
  const Program proxy(free_port({"--proxy"}));
  const std::string said = proxy.wait_for_line();
  CHECK(said.ends_with(" connections; a proxy for production.runalloy.com and no other host"));
  CHECK(tried(proxy) == "try: curl -s -x '" + url_in(said) + "' --noproxy ''" + authority(proxy) +
                            "https://production.runalloy.com");
}

TEST_CASE("the ready line says that without fixtures any id passes") {
  const Folder folder;
  const std::string document =
      folder.write("api.yaml", "openapi: 3.0.3\npaths:\n  /hello: {get: {responses: {}}}\n");
  Program program(free_port({"--openapi", document}));
  CHECK(program.wait_for_line().ends_with(
      " connections; without --fixtures: any id passes, and answers are the documents' examples"));
}

TEST_CASE("a variable that no option reads is named, with the one that was most likely meant") {
  Program program(free_port({"--log", "off"}),
                  {"ALLOY_EMULATOR_PROT=1", "ALLOY_EMULATOR_HOST=127.0.0.1",
                   "ALLOY_EMULATOR_XYZZY_PLUGH=1", "ALLOY_EMULATOR_ADMIN_TOKEN=x"});
  port_of(program);
  CHECK(program.errors() ==
        "warning: the variable ALLOY_EMULATOR_PROT is read by no option; did you mean "
        "ALLOY_EMULATOR_PORT?\n"
        "warning: the variable ALLOY_EMULATOR_XYZZY_PLUGH is read by no option\n");
}

TEST_CASE("a switch that no rule listens to is named") {
  const Folder folder;
  const std::string document =
      folder.write("api.yaml", "openapi: 3.0.3\npaths:\n  /hello: {get: {responses: {}}}\n");
  Program program(free_port({"--openapi", document, "--api-key", "k", "--log", "off"}));
  port_of(program);
  CHECK(program.errors() ==
        "warning: --api-key changes nothing: no rule in the fixtures names it as its `option`\n");
}

TEST_CASE("what keeps it from starting is told in one message, and nothing is left half started") {
  const Folder folder;
  SUBCASE("a port that is taken") {
    Program first(free_port());
    const std::string port = std::to_string(port_of(first));
    Program second({"--port", port, "--port-file", "port.json"});
    CHECK(second.wait() == 1);
    CHECK(second.output() == "");
    CHECK(second.errors() == "alloy-emulator: not started: 127.0.0.1:" + port +
                                 " is taken by another program; choose another port with --port, "
                                 "or --port 0 for any free one\n");
    CHECK(support::read_file(second.folder() + "/port.json") == "");
  }
  SUBCASE("a file that is not there") {
    Program program(free_port({"--openapi", "missing.yaml"}));
    CHECK(program.wait() == 1);
    CHECK(program.output() == "");
    CHECK(program.errors() ==
          "missing.yaml: error: cannot be read: No such file or directory   "
          "[file.unreadable]\n"
          "  hint: give the path of a file that this user may read\n"
          "alloy-emulator: not started: the documents, fixtures or mappings have errors\n");
  }
  SUBCASE("an invalid document") {
    Program program(free_port(
        {"--openapi", folder.write("a.yaml", "openapi: 3.0.3\npaths: {/a: {}, /a: {}}\n")}));
    CHECK(program.wait() == 1);
    CHECK(program.errors() ==
          folder.path() +
              "/a.yaml:2:17: error: key '/a' is already used on line 2   [yaml.duplicate-key]\n"
              "  2 | paths: {/a: {}, /a: {}}\n"
              "    |                 ^\n"
              "  hint: remove one of the two\n"
              "alloy-emulator: not started: the documents, fixtures or mappings have errors\n");
  }
  SUBCASE("a folder without documents") {
    Program program(free_port({"--openapi", folder.path()}));
    CHECK(program.wait() == 1);
    CHECK(program.errors() ==
          folder.path() +
              ": error: the folder has no file that ends in .yaml, .yml, .json, .md, .mdx or "
              ".markdown   [file.none]\n"
              "  hint: name another folder\n"
              "alloy-emulator: not started: the documents, fixtures or mappings have errors\n");
  }
  SUBCASE("a port file that cannot be written") {
    Program program({"--port", "0", "--port-file", "no/such/folder.json"});
    CHECK(program.wait() == 1);
    CHECK(program.errors() ==
          "alloy-emulator: not started: the port file 'no/such/folder.json' cannot be written: No "
          "such file or "
          "directory; name a file in a folder that exists and is writable\n");
  }
}

TEST_CASE("a wrong option is exit code 2, with what is wrong") {
  SUBCASE("unknown") {
    Program program({"--prot", "1"});
    CHECK(program.wait() == 2);
    CHECK(program.errors() ==
          "alloy-emulator: these arguments were not expected: --prot 1; did you mean --port?\nRun "
          "'alloy-emulator serve --help' for the options.\n");
    Program shorter({"-p", "80"});
    CHECK(shorter.wait() == 2);
    CHECK(shorter.errors().starts_with(
        "alloy-emulator: these arguments were not expected: -p 80; did you mean --port?\n"));
    Program word({"serve", "now"});
    CHECK(word.wait() == 2);
    CHECK(word.errors().starts_with("alloy-emulator: this argument was not expected: now\n"));
  }
  SUBCASE("a number that is none, or out of its range") {
    for (const std::string given : {"70000", "abc", "-1"}) {
      Program program({"--port", given});
      CHECK(program.wait() == 2);
      CHECK(program.errors() ==
            "alloy-emulator: --port: expected a number from 0 to 65535, found '" + given +
                "'\nRun 'alloy-emulator serve --help' for the options.\n");
    }
    Program count({"calls", "--expect", "one"});
    CHECK(count.wait() == 2);
    CHECK(count.errors() ==
          "alloy-emulator: --expect: expected a number from 0 to 100000000, found 'one'\nRun "
          "'alloy-emulator "
          "calls --help' for the options.\n");
  }
  SUBCASE("an unknown subcommand") {
    const auto said = [](const char* word) {
      Program program({word});
      CHECK(program.wait() == 2);
      return program.errors();
    };
    const std::string help = "\nRun 'alloy-emulator --help' for the options.\n";
    CHECK(said("serv") == "alloy-emulator: 'serv' is no subcommand; did you mean 'serve'?" + help);
    CHECK(said("help") == "alloy-emulator: 'help' is no subcommand; did you mean '--help'?" + help);
    CHECK(said("frobnicate") ==
          "alloy-emulator: 'frobnicate' is no subcommand; subcommands are serve, check, explain, "
          "routes, diff, init, health, ca, calls and coverage" +
              help);
  }
  SUBCASE("a size that is none") {
    Program program({"--journal-bytes", "lots"});
    CHECK(program.wait() == 2);
    CHECK(program.errors() ==
          "alloy-emulator: --journal-bytes: 'lots' is not a size; write a number with K, M or G, "
          "such as 256M\nRun 'alloy-emulator serve --help' for the options.\n");
  }
  SUBCASE("an empty key, as an unset variable gives it") {
    Program program({"--api-key", ""});
    CHECK(program.wait() == 2);
    CHECK(
        program.errors() ==
        "alloy-emulator: --api-key: an empty key would refuse every call; give a key, or leave it "
        "out\nRun 'alloy-emulator serve --help' for the options.\n");
  }
  SUBCASE("a key file without end") {
    Program program({"--api-key-file", "/dev/zero"});
    CHECK(program.wait() == 2);
    CHECK(
        program.errors() ==
        "alloy-emulator: --api-key-file: '/dev/zero' is too large for a file of keys; write one a "
        "line\nRun 'alloy-emulator serve --help' for the options.\n");
  }
  SUBCASE("a key file that is not there") {
    Program program({"--api-key-file", "none"});
    CHECK(program.wait() == 2);
    CHECK(program.errors() ==
          "alloy-emulator: --api-key-file: 'none' cannot be read: No such file or directory; give "
          "a file that this user may read\nRun 'alloy-emulator serve --help' for the options.\n");
    Program folder({"--api-key-file", "."});
    CHECK(folder.wait() == 2);
    CHECK(folder.errors().starts_with(
        "alloy-emulator: --api-key-file: '.' cannot be read: Is a directory; give "));
  }
  SUBCASE("a certificate that is not there") {
    Program program({"--port", "0", "--tls", "--cert", "none.pem", "--key", "none.pem"});
    CHECK(program.wait() == 1);
    CHECK(program.errors() ==
          "alloy-emulator: not started: --cert: the file 'none.pem' cannot be read: No such file "
          "or directory; give a file that this user may read\n");
    Program by_variable({"--port", "0", "--tls", "--key", "none.pem"},
                        {"ALLOY_EMULATOR_CERT=none.pem"});
    CHECK(by_variable.wait() == 1);
    CHECK(by_variable.errors() ==
          "alloy-emulator: not started: the variable ALLOY_EMULATOR_CERT: the file 'none.pem' "
          "cannot be read: No such file or directory; give a file that this user may read\n");
  }
}

TEST_CASE("--version and --help answer and end") {
  Program version({"--version"});
  CHECK(version.wait() == 0);
  CHECK(version.output() == "alloy-emulator 0.1.0\n");
  Program help({"serve", "--help"});
  CHECK(help.wait() == 0);
  CHECK(help.output().find("Examples:\n  alloy-emulator  ") != std::string::npos);
}
