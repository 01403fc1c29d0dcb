#include "emulator/serve/queries.h"

#include <doctest/doctest.h>

#include <future>
#include <stdexcept>

#include "emulator/model/message.h"
#include "emulator/serve/waiters.h"
#include "tests/support/stub_client.h"

using namespace emulator;

TEST_CASE("questions about recorded calls are told from others by their path") {
  const auto is_one = [](const char* target) {
    return Queries::is_one(make_request("GET", target));
  };
  CHECK(is_one("/__admin/requests/count"));
  CHECK(is_one("http://host/__admin/export?format=har"));
  CHECK_FALSE(is_one("/__admin/mappings"));
  CHECK_FALSE(is_one("/people?of=/__admin/requests"));
}

TEST_CASE("a question about many calls holds up nobody else") {
  StubClient client;
  for (std::size_t i = 0; i <= Queries::kFewCalls; ++i) client.call("GET", "/nowhere");
  std::promise<void> counted, may_go_on;
  std::promise<std::string> first;
  client.emulator().call(make_request("POST", "/__admin/requests/count", {}, "{}"),
                         [&](Response response) {
                           counted.set_value();
                           may_go_on.get_future().wait();
                           first.set_value(*response.body);
                         });
  counted.get_future().wait();
  // Were it answered on this thread, this would never be reached.
  CHECK(client.call("GET", "/nowhere").status == 404);
  may_go_on.set_value();
  CHECK(first.get_future().get() == R"({"count":2001,"requestJournalDisabled":false})");
}

TEST_CASE("a question whose answer fails costs no other its answer") {
  Queries queries;
  std::promise<std::string> second;
  queries.add([] { throw std::runtime_error("a mistake"); });
  queries.add([&] { second.set_value("answered"); });
  CHECK(second.get_future().get() == "answered");
}

TEST_CASE("a verification whose answer fails costs no other its answer") {
  Waiters waiters;
  const auto progress = [] { return Progress(Verification(), Progress::Clock::now()); };
  const auto at_once = [](Progress&) { return true; };
  std::promise<int> second;
  waiters.add(
      progress(), at_once,
      [](const Progress&) -> Response { throw std::runtime_error("a mistake"); }, [](Response) {});
  waiters.add(
      progress(), [](Progress&) -> bool { throw std::runtime_error("a mistake"); },
      [](const Progress&) { return Response(); }, [](Response) {});
  waiters.add(
      progress(), at_once, [](const Progress&) { return Response(); },
      [&](Response response) { second.set_value(response.status); });
  CHECK(second.get_future().get() == 200);
}
