#include <doctest/doctest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "emulator/text/json.h"
#include "tests/cli/program.h"

using emulator::Json;
using support::Folder;
using support::Program;
using support::run;
using support::Run;

TEST_CASE("health asks a running emulator, and its exit code is the answer") {
  Program server({"--port", "0", "--port-file", "port.json"});
  const std::string url = Json::parse(server.wait_for_file("port.json")).at("url");
  const Run well = run({"health", "--url", url});
  CHECK(well.code == 0);
  CHECK(Json::parse(well.output).at("status") == "healthy");
  CHECK(run({"health", "--url", url + "/__space/q2"}).code == 0);
  const Run astray = run({"health", "--url", url + "/nonsense"});
  CHECK(astray.code == 2);
  CHECK(astray.errors == "alloy-emulator: --url: the path '/nonsense' is none to ask; give " + url +
                             ", or " + url +
                             "/__space/NAME for a space alone\n"
                             "Run 'alloy-emulator health --help' for the options.\n");
  server.signal(SIGTERM);
  CHECK(server.wait() == 0);
  const Run gone = run({"health", "--url", url});
  CHECK(gone.code == 1);
  const std::string way_out =
      "start it with 'alloy-emulator', or say with --url where it listens\n";
  const auto errors_for = [](const std::string& where) {
    return run({"health", "--url", where}).errors;
  };
  CHECK(gone.errors ==
        "alloy-emulator: " + url + " is not healthy: Connection refused\n" + way_out);
  for (const std::string wrong : {"ftp://x", "127.0.0.1:8080", "http://a:99999", "http://a:x"}) {
    CHECK(errors_for(wrong) == "alloy-emulator: --url: '" + wrong +
                                   "' is no address to ask; write one such as "
                                   "http://127.0.0.1:8080\n"
                                   "Run 'alloy-emulator health --help' for the options.\n");
  }
}

TEST_CASE(
    "health, calls and coverage ask over TLS, and trust the local CA or the one that is named") {
  Program server({"--tls", "--http-port", "0", "--port", "0", "--port-file", "port.json"});
  const Json urls = Json::parse(server.wait_for_file("port.json")).at("urls");
  const std::string url = urls.at(0), plain = urls.at(2);
  const std::string data = server.folder() + "/.local/share";
  const auto ask = [&](std::vector<std::string> arguments, std::vector<std::string> variables) {
    arguments.insert(arguments.begin() + 1, {"--url", url});
    Program program(std::move(arguments), std::move(variables));
    const int code = program.wait();
    return Run{code, program.output(), program.errors()};
  };
  const Run well = ask({"health"}, {"XDG_DATA_HOME=" + data});
  CHECK(well.errors == "");
  CHECK(Json::parse(well.output).at("status") == "healthy");
  const std::string authority = data + "/alloy-emulator/ca.pem";
  CHECK(ask({"health", "--cacert", authority}, {}).code == 0);
  CHECK(ask({"calls", "--cacert", authority, "--expect", "0"}, {}).code == 0);
  CHECK(ask({"coverage", "--cacert", authority}, {}).code == 0);

  const auto why = [&](const std::string& at, const std::string& errors) {
    const std::string before = "alloy-emulator: " + at + " is not healthy: ";
    CAPTURE(errors);
    REQUIRE(errors.starts_with(before));
    return errors.substr(before.size(), errors.find('\n') - before.size());
  };
  const Folder other;
  CHECK(why(url, ask({"health"}, {"XDG_DATA_HOME=" + other.path()}).errors) ==
        "there is no CA to trust in '" + other.path() +
            "/alloy-emulator/ca.pem'; 'alloy-emulator ca' makes it, --cacert FILE names another");
  const std::string script = other.write("two.py", "import this\n");
  CHECK(why(url, ask({"health", "--cacert", script}, {}).errors) ==
        "'" + script +
            "' holds no certificate to trust; --cacert FILE names the PEM file of a CA, "
            "'alloy-emulator ca' makes one");
  Program made({"ca"}, {"XDG_DATA_HOME=" + other.path()});
  REQUIRE(made.wait() == 0);
  CHECK(why(url, ask({"health"}, {"XDG_DATA_HOME=" + other.path()}).errors) ==
        "its certificate is not trusted: unable to get local issuer certificate; trusted is '" +
            other.path() + "/alloy-emulator/ca.pem', another CA with --cacert FILE");
}

TEST_CASE("who asks a port with TLS without it, or the other way round, is told, and is no call") {
  Program server({"--tls", "--http-port", "0", "--port", "0", "--port-file", "port.json"});
  const Json urls = Json::parse(server.wait_for_file("port.json")).at("urls");
  const std::string secure = urls.at(0), plain = urls.at(2);
  const auto authority_of = [](const std::string& url) { return url.substr(url.find("://") + 3); };
  const auto told = [](const std::string& url, const std::string& problem, const std::string& why) {
    return "alloy-emulator: " + url + " " + problem + ": " + why + "\n";
  };
  const std::string without_tls = "http://" + authority_of(secure);
  const std::string speaks_tls = "this port speaks TLS: use https://" + authority_of(secure);
  CHECK(run({"health", "--url", without_tls}).errors ==
        told(without_tls, "is not healthy", speaks_tls));
  CHECK(run({"calls", "--url", without_tls}).errors ==
        told(without_tls, "cannot be asked", speaks_tls));
  const std::string with_tls = "https://" + authority_of(plain);
  const std::string speaks_plain = "this port speaks plain HTTP: use http://" + authority_of(plain);
  CHECK(run({"health", "--url", with_tls}).errors ==
        told(with_tls, "is not healthy", speaks_plain));
  CHECK(run({"coverage", "--url", with_tls}).errors ==
        told(with_tls, "cannot be asked", speaks_plain));
  CHECK(run({"calls", "--url", plain, "--expect", "0"}).output ==
        "as expected: exactly 0 of the recorded calls to match {}: 0 calls\n");
}

TEST_CASE("health says what an emulator answered that is not well") {
  Program server({"--port", "0", "--port-file", "port.json", "--max-target", "8"});
  const std::string url = Json::parse(server.wait_for_file("port.json")).at("url");
  CHECK(run({"health", "--url", url}).errors ==
        "alloy-emulator: " + url +
            " is not healthy: it answered 414: the target is longer than 8 bytes; shorten the path "
            "or the query\n");
}
