#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

#include "emulator/cli/http_client.h"
#include "tests/cli/program.h"
#include "tests/support/folder.h"

using namespace emulator;
using support::Program;

namespace {

std::vector<std::string> serving(const std::string& journal, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"serve", "--port", "0", "--port-file", "port.json", "--log", "off",
                             "--journal", journal});
  return more;
}

std::string url_of(const Program& program) {
  return nlohmann::json::parse(program.wait_for_file("port.json")).at("url");
}

std::string count(const std::string& url) {
  return ask_http(url, {"POST", "/__admin/requests/count", {}, "{}"}).body;
}

}  // namespace

TEST_CASE("a call that was answered is in the journal's file, even if the program is killed then") {
  const support::Folder folder;
  const std::string journal = folder.path() + "/calls.ndjson";
  {
    Program program(serving(journal));
    const std::string url = url_of(program);
    for (int i = 0; i < 3; ++i) REQUIRE(ask_http(url, {"GET", "/nowhere"}).status == 404);
    program.signal(SIGKILL);
    CHECK(program.wait() == 128 + SIGKILL);
  }
  std::ofstream(journal, std::ios::app) << R"({"v":1,"kind":"call","id":)";
  Program again(serving(journal, {"--resume"}));
  CHECK(count(url_of(again)) == R"({"count":3,"requestJournalDisabled":false})");
  again.signal(SIGTERM);
  CHECK(again.wait() == 0);
  CHECK(again.errors() ==
        journal +
            ":5: warning: the last line was not written to its end, and is skipped   "
            "[journal.torn-line]\n"
            "  hint: it was being written when the process was killed; its call had no answer "
            "yet\n"
            "note: 3 calls of the journal " +
            journal + " are found again\n");
}

TEST_CASE("a journal on a full disk is told, and calls are answered as before") {
  Program program(serving("/dev/full"));
  const std::string url = url_of(program);
  CHECK(ask_http(url, {"GET", "/nowhere"}).status == 404);
  CHECK(count(url) == R"({"count":1,"requestJournalDisabled":false})");
  program.signal(SIGTERM);
  CHECK(program.wait() == 0);
  CHECK(program.errors() ==
        "error: the journal /dev/full cannot be written: No space left on device; calls are "
        "answered and kept in memory as before, but are missing in the file\n"
        "error: the journal /dev/full is incomplete: 1 call not in it\n");
}

TEST_CASE("a journal that cannot be one ends the program at once") {
  const support::Folder folder;
  const std::string other = folder.write("a.yaml", "openapi: 3.0.0\n");
  Program program(serving(other));
  CHECK(program.wait() == 1);
  CHECK(program.errors() == "alloy-emulator: not started: the journal '" + other +
                                "' holds something else than recorded calls; give another file\n");
  Program lost({"serve", "--resume"});
  CHECK(lost.wait() == 2);
  CHECK(lost.errors() ==
        "alloy-emulator: --resume: needs --journal FILE, the file to resume from\n"
        "Run 'alloy-emulator serve --help' for the options.\n");
}
