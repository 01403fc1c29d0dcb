#include "emulator/cli/local_ca.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "tests/cli/program.h"
#include "tests/support/folder.h"

using namespace emulator;
using support::Program;

namespace {

mode_t mode_of(const std::string& path) {
  struct stat found {};
  stat(path.c_str(), &found);
  return found.st_mode & 0777;
}

std::string mistake_in(const std::string& folder) {
  try {
    local_authority(folder, {"localhost"});
  } catch (const std::exception& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("the local CA is made once, with a key for its user alone") {
  const support::Folder folder;
  const std::string place = folder.path() + "/data/alloy-emulator";
  const auto first = local_authority(place, {"localhost", "a.test"});
  CHECK_FALSE(first.renewed);
  CHECK(first.pem_file == place + "/ca.pem");
  CHECK(mode_of(place + "/ca-key.pem") == 0600);
  const auto second = local_authority(place, {"a.test"});
  CHECK_FALSE(second.renewed);
  CHECK(second.pem.certificate == first.pem.certificate);
}

TEST_CASE("a name that is new makes another CA, which vouches for the earlier names too") {
  const support::Folder folder;
  local_authority(folder.path(), {"localhost"});
  const auto renewed = local_authority(folder.path(), {"b.test"});
  CHECK(renewed.renewed);
  CHECK(permitted_names(renewed.pem.certificate) ==
        std::vector<std::string>{"b.test", "localhost"});
  CHECK_FALSE(local_authority(folder.path(), {"localhost", "b.test"}).renewed);
}

TEST_CASE("processes that make the CA at the same time get the same one") {
  const support::Folder folder;
  std::vector<std::string> seen(8);
  std::vector<std::thread> threads;
  for (auto& certificate : seen)
    threads.emplace_back([&certificate, &folder] {
      certificate = local_authority(folder.path(), {"localhost"}).pem.certificate;
    });
  for (auto& thread : threads) thread.join();
  for (const auto& certificate : seen) CHECK(certificate == seen.front());
}

TEST_CASE("a key that others can read, and a file that is no certificate, are refused") {
  const support::Folder folder;
  const std::string place = folder.path();
  local_authority(place, {"localhost"});
  chmod((place + "/ca-key.pem").c_str(), 0640);
  CHECK(mistake_in(place) ==
        "the local CA's file '" + place +
            "/ca-key.pem': others can read it, so others can be taken for the servers it vouches "
            "for; remove it to get a new one, or chmod 600 it if nobody did");
  chmod((place + "/ca-key.pem").c_str(), 0600);
  std::ofstream(place + "/ca.pem") << "nothing";
  CHECK(mistake_in(place) == "the local CA's file '" + place +
                                 "/ca.pem': there is no certificate in PEM: no start line; remove "
                                 "it to get a new one");
}

TEST_CASE("serve --tls, ca and ca --trust speak of the same CA") {
  const support::Folder folder;
  const std::string home = "XDG_DATA_HOME=" + folder.path();
  Program ca({"ca"}, {home});
  CHECK(ca.wait() == 0);
  const std::string file = folder.path() + "/alloy-emulator/ca.pem";
  CHECK(ca.output() == support::read_file(file));
  Program trust({"ca", "--trust"}, {home});
  CHECK(trust.wait() == 0);
  CHECK(trust.output().starts_with("The certificate is in " + file + ".\n"));
  Program serve({"serve", "--tls", "--port", "0", "--log", "off"}, {home});
  CHECK(serve.wait_for_line().find(" ready: https://127.0.0.1:") != std::string::npos);
  CHECK(serve.errors() == "");
  Program named({"serve", "--tls", "--tls-name", "a.test", "--port", "0", "--log", "off"}, {home});
  named.wait_for_line();
  CHECK(
      named.errors().starts_with("warning: the local CA was made anew, as the one before could "
                                 "not vouch for all of localhost, 127.0.0.1, ::1, "));
  const std::string way_out = "; let the clients trust " + file +
                              ", and start emulators that run with the one before again\n";
  CHECK(named.errors().find(way_out) != std::string::npos);
  Program other({"ca", "--tls-name", "b.test"}, {home});
  CHECK(other.wait() == 0);
  CHECK(other.output() == support::read_file(file));
  CHECK(other.errors() ==
        "warning: the local CA was made anew, as the one before could not vouch for all of "
        "localhost, 127.0.0.1, ::1, production.runalloy.com and b.test" +
            way_out);
}

TEST_CASE("options of TLS and limits that cannot be used say what to do instead") {
  struct Row {
    std::vector<std::string> arguments;
    std::string text;
  };
  const Row kRows[] = {
      {{"--cert", "a.pem"}, "--cert and --key go together: give both, or neither"},
      {{"--http-port", "0"}, "--http-port is for --tls: without it, --port speaks plain HTTP"},
      {{"--tls-name", "a b"}, "--tls-name: 'a b' is neither a host name nor an IP address"},
      {{"--max-body", "1X"},
       "--max-body: '1X' is not a size; write a number with K, M or G, such as 256M"},
      {{"--max-head", "10"}, "--max-head: must be at least 256 bytes, found '10'"},
      {{"--host", "0.0.0.0"},
       "--host: '0.0.0.0' can be reached from other machines, and /__admin shows what was recorded "
       "and changes answers: give --admin-token TOKEN, or --admin-open if all who can reach it "
       "may"},
      {{"--grace", "soon"},
       "--grace: 'soon' is not a time; write a number with ms, s, m or h, such as 5s"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    Program program(row.arguments);
    CHECK(program.wait() == 2);
    CHECK(program.errors() ==
          "alloy-emulator: " + row.text + "\nRun 'alloy-emulator serve --help' for the options.\n");
  }
}
