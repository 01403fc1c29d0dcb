#include <doctest/doctest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "emulator/text/json.h"
#include "tests/cli/program.h"
#include "tests/support/socket_client.h"

using emulator::Json;
using support::Folder;
using support::Program;

namespace {

// A server that starts with the stubs of a folder.
struct Stubbed {
  Folder folder;
  Program program;
  std::uint16_t port = 0;

  explicit Stubbed(std::vector<std::string> more = {}) : program(arguments(std::move(more))) {
    const std::string url = Json::parse(program.wait_for_file("port.json")).at("url");
    port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  }
  std::vector<std::string> arguments(std::vector<std::string> more) const {
    write(201);
    std::vector<std::string> all{"--mappings",  folder.path(), "--port", "0",
                                 "--port-file", "port.json",   "--log",  "off"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void write(int status) const {
    folder.write("mappings/a/one.json", R"({"request": {"url": "/one"}, "response": {"status": )" +
                                            std::to_string(status) + "}}");
  }
  std::string ask(const std::string& method, const std::string& path) const {
    support::SocketClient client(port);
    client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return client.rest();
  }
  bool answers(int status) const {
    return ask("GET", "/one").rfind("HTTP/1.1 " + std::to_string(status), 0) == 0;
  }
};

}  // namespace

TEST_CASE(
    "stubs of files are there from the start, and read again when they are saved or asked for") {
  SUBCASE("saved") {
    Stubbed served;
    CHECK(served.answers(201));
    served.write(202);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!served.answers(202) && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));  // between two looks
    CHECK(served.answers(202));
  }
  SUBCASE("asked for; a broken file is told, and nothing changes") {
    Stubbed served({"--no-watch"});
    served.write(202);
    CHECK(served.answers(201));
    CHECK(served.ask("POST", "/__admin/reload").rfind("HTTP/1.1 200", 0) == 0);
    CHECK(served.answers(202));
    served.write(7);
    const std::string refused = served.ask("POST", "/__admin/reload");
    CHECK(refused.rfind("HTTP/1.1 422", 0) == 0);
    CHECK(refused.find("mappings.stub") != std::string::npos);
    CHECK(served.answers(202));
  }
}

TEST_CASE("a mistaken stub file keeps it from starting, with its place") {
  const Folder folder;
  folder.write("mappings/a.json", "{\"response\": {\"status\": \"x\"}}");
  Program program({"--mappings", folder.path(), "--port", "0"});
  CHECK(program.wait() == 1);
  CHECK(
      program.errors() ==
      folder.path() +
          "/mappings/a.json:1:25: error: this is no stub mapping: must be a whole number from 0 to "
          "999, is the string 'x'   [mappings.stub]\n"
          "  1 | {\"response\": {\"status\": \"x\"}}\n"
          "    |                         ^\n"
          "alloy-emulator: not started: the documents, fixtures or mappings have errors\n");
}
