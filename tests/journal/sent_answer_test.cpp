#include "emulator/journal/sent_answer.h"

#include <doctest/doctest.h>

using namespace emulator;

namespace {

/// "STATUS, NAME: VALUE, BODY" of what a client was sent.
std::string sent(std::string_view method, std::vector<Effect> effects, int status = 200) {
  Entry entry;
  entry.request = make_request(method, "/");
  entry.decision.response.status = status;
  entry.decision.response.headers = {{"X", "1"}};
  entry.decision.response.body = std::make_shared<const std::string>("body");
  entry.decision.response.effects = std::move(effects);
  const SentAnswer answer = sent_answer(entry);
  std::string text = std::to_string(answer.status) + ", ";
  for (const Header& header : answer.headers) text += header.name + ": " + header.value + ", ";
  return text + answer.body;
}

}  // namespace

TEST_CASE("an answer is sent as it is, also after a time and in pieces") {
  CHECK(sent("GET", {}) == "200, X: 1, body");
  CHECK(sent("GET", {Delay{}, Dribble{}}) == "200, X: 1, body");
}

TEST_CASE("an answer has no body where HTTP has no room for one") {
  CHECK(sent("HEAD", {}) == "200, X: 1, ");
  CHECK(sent("GET", {}, 204) == "204, X: 1, ");
  CHECK(sent("GET", {}, 304) == "304, X: 1, ");
}

TEST_CASE("of an answer that a fault broke there is what was sent before") {
  CHECK(sent("GET", {EmptyResponse{}}) == "0, ");
  CHECK(sent("GET", {ConnectionReset{}}) == "0, ");
  CHECK(sent("GET", {RandomData{}}) == "0, ");
  CHECK(sent("GET", {Delay{}, MalformedChunk{}}, 418) == "200, Transfer-Encoding: chunked, ");
  CHECK(sent("GET", {Truncate{2}}) == "200, X: 1, bo");
  CHECK(sent("GET", {Truncate{9}}) == "200, X: 1, body");
  CHECK(sent("HEAD", {Truncate{2}}) == "0, ");
  CHECK(sent("GET", {Stall{}}) == "200, X: 1, ");
}
