#include "emulator/journal/entry_line.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/serve_event.h"
#include "tests/support/stub_client.h"

namespace emulator {
namespace {

std::vector<EntryPtr> recorded(StubClient& client) {
  return client.emulator().recorded().find([](const Entry&) { return true; });
}

// As the admin protocol shows it, but for the records an answer was made from.
Json shown(const Entry& entry) {
  Json event = serve_event(entry);
  for (Json& sub : event["subEvents"]) {
    if (!sub["data"].contains("trail")) continue;
    Json& trail = sub["data"]["trail"];
    for (auto line = trail.begin(); line != trail.end();)
      line = line->get<std::string>().starts_with("record ") ? trail.erase(line) : line + 1;
  }
  return event;
}

void check_read_back(const EntryPtr& entry, const WorldPtr& world) {
  const std::string line = entry_line(*entry);
  CAPTURE(line);
  CHECK(line.back() == '\n');
  CHECK(line.find('\n') == line.size() - 1);
  const EntryPtr read = EntryReader(world).read(Json::parse(line));
  CHECK(*read->request.head == *entry->request.head);
  CHECK(read->request.body == entry->request.body);
  CHECK(read->received == entry->received);
  CHECK(read->duration == entry->duration);
  CHECK(read->space == entry->space);
  CHECK(to_wire_text(shown(*read)) == to_wire_text(shown(*entry)));
  CHECK(entry_line(*read) == line);
}

TEST_CASE("an entry is the same when it was written as a line and read back") {
  StubClient client;
  SUBCASE("answered from a fixture") { client.call("GET", "/people/p_1?key=a"); }
  SUBCASE("refused") { client.call("GET", "/people/nobody"); }
  SUBCASE("of another path") { client.call("PURGE", "/nowhere?a=%zz"); }
  SUBCASE("with bytes that are no text") {
    client.call("GET", "/people/p_1?key=\xff\x01\"\\", std::string("\0\xfe\n", 3));
  }
  SUBCASE("in a space") { client.call("GET", "/__space/jane/people/p_1?key=a"); }
  SUBCASE("answered by a stub") {
    client.stub(R"({"name": "slow", "response": {"status": 418, "body": "short and stout",
                    "headers": {"X": ["1", "2"]}, "fixedDelayMilliseconds": 1,
                    "chunkedDribbleDelay": {"numberOfChunks": 2, "totalDuration": 2}}})");
    client.call("GET", "/people/p_1?key=a");
  }
  SUBCASE("broken by a stub") {
    for (const char* fault :
         {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "MALFORMED_RESPONSE_CHUNK",
          "RANDOM_DATA_THEN_CLOSE", "TRUNCATED_BODY", "STALL"}) {
      client.stub(std::string(R"({"response": {"fault": ")") + fault + "\"}}");
      client.call("GET", "/people/p_1?key=a");
    }
  }
  for (const EntryPtr& entry : recorded(client)) check_read_back(entry, client.emulator().world());
}

TEST_CASE("what the world does not have any more is taken from the line") {
  StubClient client;
  client.call("GET", "/people/nobody");
  const EntryPtr entry = recorded(client).front();
  const WorldPtr empty =
      std::make_shared<const World>(std::make_shared<const Model>(), AnswerSettings{}, 1);
  const EntryPtr read = EntryReader(empty).read(Json::parse(entry_line(*entry)));
  REQUIRE(read->decision.operation);
  CHECK(read->decision.operation->id == "get-person");
  CHECK(why_of(read->decision) == why_of(entry->decision));
  CHECK(to_wire_text(serve_event(*read)["stubMapping"]) ==
        to_wire_text(serve_event(*entry)["stubMapping"]));
}

TEST_CASE("a line that is none of these is refused") {
  StubClient client;
  client.call("GET", "/nowhere");
  const Json good = Json::parse(entry_line(*recorded(client).front()));
  EntryReader reader(client.emulator().world());
  const auto refused = [&](const char* pointer, const Json& value) {
    Json bad = good;
    bad[Json::json_pointer(pointer)] = value;
    CHECK_THROWS(reader.read(bad));
  };
  refused("/request/head", "not base64");
  refused("/request/layout", Json::array({0, 3, 4}));
  refused("/request/layout/3", 100'000);
  refused("/outcome", "odd");
  refused("/response", Json::object());
  refused("/response/effects", Json::array({Json{{"fault", "NONE"}}}));
}

}  // namespace
}  // namespace emulator
