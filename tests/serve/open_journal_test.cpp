#include "emulator/serve/open_journal.h"

#include <doctest/doctest.h>

#include "tests/support/folder.h"
#include "tests/support/stub_client.h"

namespace emulator {
namespace {

/// An emulator that writes to that file; what it tells is kept.
class Writing {
 public:
  Writing(const std::string& path, bool resume)
      : emulator_(StubClient::small_world(), options(path, resume)) {}

  void call(std::string_view method, std::string_view target) {
    emulator_.handle(make_request(method, target, {{"Host", "localhost"}}));
  }
  // As the admin protocol of a space counts.
  std::string count(const std::string& space = "") {
    const auto answer =
        emulator_.handle(make_request("POST", space + "/__admin/requests/count", {}, "{}"));
    return answer.body ? *answer.body : "";
  }
  std::string told;
  Emulator& emulator() { return emulator_; }

 private:
  EmulatorOptions options(const std::string& path, bool resume) {
    EmulatorOptions out;
    out.journal_file = std::make_shared<JournalFile>(
        path, [this](const std::string& text) { told += text + "\n"; });
    out.resume = resume;
    return out;
  }
  Emulator emulator_;
};

std::string counted(int calls) {
  return R"({"count":)" + std::to_string(calls) + R"(,"requestJournalDisabled":false})";
}

TEST_CASE("calls written to a file are found again by who resumes from it, and only then") {
  const support::Folder folder;
  const std::string path = folder.path() + "/calls.ndjson";
  {
    Writing first(path, false);
    first.call("GET", "/people/p_1?key=a");
    first.call("GET", "/__space/jane/people/p_1?key=a");
    first.call("GET", "/__space/jane/nowhere");
  }
  {
    Writing second(path, true);
    CHECK(second.told == "note: 3 calls of the journal " + path + " are found again\n");
    CHECK(second.count() == counted(3));
    CHECK(second.count("/__space/jane") == counted(2));
    CHECK(second.emulator().recorded().coverage().at(0).calls == 1);
    second.call("GET", "/people/p_2?key=a");
    second.call("POST", "/__space/jane/__admin/reset");
  }
  {
    Writing third(path, true);
    CHECK(third.count() == counted(2));
    CHECK(third.count("/__space/jane") == counted(0));
    third.call("DELETE", "/__admin/requests");
    third.call("GET", "/people/p_1?key=a");
    third.call("GET", "/people/p_2?key=a");
    third.emulator().handle(
        make_request("POST", "/__admin/requests/remove", {}, R"({"urlPath": "/people/p_1"})"));
  }
  CHECK(Writing(path, true).count() == counted(1));
  CHECK(Writing(path, false).count() == counted(0));
  CHECK(Writing(path, true).count() == counted(0));
}

TEST_CASE("a count fails where the file says that calls are missing, until the next reset") {
  const support::Folder folder;
  const std::string path =
      folder.write("calls.ndjson", "{\"v\":1,\"kind\":\"lost\",\"calls\":2}\n");
  Writing writing(path, true);
  CHECK(writing.count().find("2") != std::string::npos);
  CHECK(writing.count().starts_with(R"({"errors":[)"));
  writing.call("POST", "/__admin/reset");
  CHECK(writing.count() == counted(0));
}

TEST_CASE("what the gate refused is in the file when its answer leaves") {
  const support::Folder folder;
  const std::string path = folder.path() + "/calls.ndjson";
  Writing writing(path, false);
  auto framed = frame_one("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  REQUIRE(framed);
  const auto* rejection = std::get_if<Rejection>(&*framed);
  REQUIRE(rejection);
  writing.emulator().rejected(*rejection);
  CHECK(support::read_file(path).find(R"("outcome":"malformed")") != std::string::npos);
}

}  // namespace
}  // namespace emulator
