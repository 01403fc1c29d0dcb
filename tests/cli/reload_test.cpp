#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "emulator/cli/file_watch.h"
#include "emulator/text/json.h"
#include "tests/cli/program.h"
#include "tests/support/socket_client.h"

using emulator::Json;
using support::Folder;
using support::Program;
using support::wait_until;

namespace {

constexpr const char* kDocument = R"(openapi: 3.0.3
paths:
  /hello: {get: {responses: {'200': {content: {text/plain: {example: ANSWER}}}}}}
)";

std::string answering(const std::string& answer) {
  std::string document = kDocument;
  return document.replace(document.find("ANSWER"), 6, answer);
}

// A server of one document in a folder, and one client.
struct Served {
  Folder folder;
  std::string file = folder.write("api.yaml", answering("one"));
  Program program;
  std::uint16_t port = 0;

  explicit Served(std::vector<std::string> more = {}) : program(arguments(std::move(more))) {
    const std::string url = Json::parse(program.wait_for_file("port.json")).at("url");
    port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  }
  std::vector<std::string> arguments(std::vector<std::string> more) const {
    std::vector<std::string> all{"--openapi",   file,        "--port", "0",
                                 "--port-file", "port.json", "--log",  "off"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  std::string ask(const std::string& method, const std::string& path) const {
    support::SocketClient client(port);
    client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const std::string answer = client.rest();
    return answer.substr(answer.find("\r\n\r\n") + 4);
  }
  bool answers(const std::string& expected) const {
    return wait_until([&] { return ask("GET", "/hello") == expected; });
  }
};

}  // namespace

TEST_CASE("a saved file is loaded again") {
  const Served served;
  CHECK(served.answers("one"));
  SUBCASE("written in place") { served.folder.write("api.yaml", answering("two")); }
  SUBCASE("renamed into place") {
    std::filesystem::rename(served.folder.write("api.yaml~", answering("two")), served.file);
  }
  CHECK(served.answers("two"));
  CHECK(served.ask("GET", "/__admin/health").find(", generation 2; ") != std::string::npos);
}

TEST_CASE("a broken save keeps the old world, says why once, and the next good one is taken") {
  const Served served;
  served.folder.write("api.yaml", "openapi: [");
  CHECK(wait_until([&] {
    return served.program.errors().find("not reloaded: generation 1 goes on\n") !=
           std::string::npos;
  }));
  CHECK(served.ask("GET", "/hello") == "one");
  CHECK(served.program.errors() ==
        served.file +
            ":1:10: error: this list in brackets has no end   [yaml.syntax]\n"
            "  1 | openapi: [\n"
            "    |          ^\n"
            "  hint: close it with ']', or look for a missing comma\n"
            "not reloaded: generation 1 goes on\n");
  served.folder.write("api.yaml", answering("three"));
  CHECK(served.answers("three"));
}

TEST_CASE("POST /__admin/reload loads at once, and answers 422 with what is wrong") {
  const Served served({"--no-watch"});
  served.folder.write("api.yaml", answering("two"));
  CHECK(Json::parse(served.ask("POST", "/__admin/reload")) ==
        Json{{"generation", 2}, {"warnings", Json::array()}});
  CHECK(served.ask("GET", "/hello") == "two");
  served.folder.write("api.yaml", "- a\n");
  const Json refused = Json::parse(served.ask("POST", "/__admin/reload"));
  CHECK(refused.at("errors").at(0).at("title") == "openapi.version");
  CHECK(served.ask("GET", "/hello") == "two");
}

TEST_CASE("SIGHUP loads at once") {
  const Served served({"--no-watch"});
  served.folder.write("api.yaml", answering("two"));
  served.program.signal(SIGHUP);
  CHECK(served.answers("two"));
}

TEST_CASE("an entry tells the generation of the world it was answered from") {
  const Served served({"--no-watch"});
  served.ask("GET", "/hello");
  served.ask("POST", "/__admin/reload");
  served.ask("GET", "/hello");
  const Json requests = Json::parse(served.ask("GET", "/__admin/requests")).at("requests");
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].at("subEvents").at(0).at("data").at("generation") == 2);
  CHECK(requests[1].at("subEvents").at(0).at("data").at("generation") == 1);
}

TEST_CASE("it ends after the idle time, and with the process that started it") {
  SUBCASE("idle") {
    Served served({"--idle-timeout", "1"});
    CHECK(served.program.wait() == 0);
  }
  SUBCASE("parent") {
    const Folder folder;
    const std::string port_file = folder.path() + "/port.json";
    const std::string command = std::string(ALLOY_PROGRAM) +
                                " --port 0 --exit-with-parent --log off --port-file " + port_file +
                                " > " + folder.path() + "/out & until [ -s " + port_file +
                                " ]; do sleep 0.01; done";
    CHECK(std::system(command.c_str()) == 0);
    const pid_t pid = Json::parse(support::read_file(port_file)).at("pid");
    CHECK(wait_until([&] { return ::kill(pid, 0) != 0; }));
  }
}

TEST_CASE("the signature of files changes with what is in them and beside them") {
  const Folder folder;
  const std::string file = folder.write("a.yaml", "1");
  const std::vector<std::string> paths{folder.path()};
  const std::string before = emulator::signature_of(paths);
  CHECK(emulator::signature_of(paths) == before);
  SUBCASE("another content") { folder.write("a.yaml", "22"); }
  SUBCASE("another file") { folder.write("b.yaml", ""); }
  SUBCASE("a file gone") { std::filesystem::remove(file); }
  SUBCASE("the same content, renamed into place") {
    std::filesystem::rename(folder.write("a.yaml~", "1"), file);
  }
  CHECK(emulator::signature_of(paths) != before);
}
