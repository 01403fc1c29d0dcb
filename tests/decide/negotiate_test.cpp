#include "emulator/decide/negotiate.h"

#include <doctest/doctest.h>

using namespace emulator;

namespace {

std::vector<Content> of_types(const std::vector<std::string>& types) {
  std::vector<Content> contents(types.size());
  for (std::size_t i = 0; i < types.size(); ++i) {
    contents[i].media_type = types[i];
    contents[i].sent_as = types[i];
  }
  return contents;
}

const std::vector<Content> kContents = of_types({"application/json", "text/plain"});

std::string chosen(const std::vector<Header>& headers) {
  const ContentChoice choice = acceptable(make_request("GET", "/", headers), kContents);
  return choice ? choice.media_type : "none";
}

// What a value documented as `range` is sent as, which is `otherwise` if the client does not mind.
std::string chosen_in(const char* range, const char* otherwise, const char* accept) {
  std::vector<Content> contents = of_types({range});
  contents[0].sent_as = otherwise;
  const ContentChoice choice = acceptable(make_request("GET", "/", {{"Accept", accept}}), contents);
  return choice ? choice.media_type : "none";
}

}  // namespace

TEST_CASE("without an Accept, or with an empty one, the first documented type is sent") {
  CHECK(chosen({}) == "application/json");
  CHECK(chosen({{"Accept", ""}}) == "application/json");
}

TEST_CASE("the type with the highest q is sent") {
  CHECK(chosen({{"Accept", "application/json;q=0.2, text/plain;q=0.3"}}) == "text/plain");
  CHECK(chosen({{"Accept", "application/json; q=0.300, text/plain; Q=0.29"}}) ==
        "application/json");
}

TEST_CASE("among equal ones the order of the ranges decides, over all lines") {
  CHECK(chosen({{"Accept", "text/plain, application/json"}}) == "text/plain");
  CHECK(chosen({{"Accept", "text/plain"}, {"accept", "application/json"}}) == "text/plain");
  CHECK(chosen({{"Accept", "*/*, text/plain"}}) == "application/json");
  CHECK(chosen({{"Accept", "text/*;q=0.5, application/json;q=0.5"}}) == "text/plain");
}

TEST_CASE("with an example, only types that have it are sent") {
  std::vector<Content> contents = of_types({"application/json", "text/plain"});
  contents[1].examples.push_back({"a", nullptr});
  const auto with_example = [&](const char* accept) {
    const auto request = make_request("GET", "/", {{"Accept", accept}});
    return acceptable(request, contents, "a").content;
  };
  CHECK(with_example("") == &contents[1]);
  CHECK(with_example("*/*") == &contents[1]);
  CHECK(with_example("application/json") == nullptr);
}

TEST_CASE("the more specific range decides for a type") {
  CHECK(chosen({{"Accept", "*/*;q=0.9, application/*;q=0.1"}}) == "text/plain");
  CHECK(chosen({{"Accept", "application/json;q=0, */*"}}) == "text/plain");
}

TEST_CASE("ranges take the first documented type, in any case and with parameters") {
  CHECK(chosen({{"Accept", "*/*"}}) == "application/json");
  CHECK(chosen({{"Accept", "*"}}) == "application/json");
  CHECK(chosen({{"Accept", "TEXT/*"}}) == "text/plain");
  CHECK(chosen({{"Accept", "text/plain;charset=utf-8"}}) == "text/plain");
}

TEST_CASE("several Accept lines are one list") {
  CHECK(chosen({{"Accept", "image/png"}, {"Accept", "text/plain"}}) == "text/plain");
}

TEST_CASE("nothing acceptable is nothing") {
  CHECK(chosen({{"Accept", "text/html"}}) == "none");
  CHECK(chosen({{"Accept", "application/json;q=0, text/plain;q=0.000"}}) == "none");
}

TEST_CASE("a q that is none counts as not given") {
  CHECK(chosen({{"Accept", "text/plain;q=much"}}) == "text/plain");
  CHECK(chosen({{"Accept", "text/plain;q=0.12345"}}) == "text/plain");
}

TEST_CASE("a documented range is sent as the type in it that the client likes best") {
  CHECK(chosen_in("*/*", "application/json", "") == "application/json");
  CHECK(chosen_in("*/*", "application/json", "application/vnd.a+json;v=1, */*;q=0.1") ==
        "application/vnd.a+json");
  CHECK(chosen_in("text/*", "text/plain", "text/html;level=1, */*;q=0.5") == "text/html");
  CHECK(chosen_in("text/*", "text/plain", "application/json, text/*") == "text/plain");
  CHECK(chosen_in("image/*", "application/octet-stream", "image/png") == "image/png");
}

TEST_CASE("what is no text is sent as JSON, whatever a documented range allows") {
  CHECK(chosen_in("*/*", "application/json", "text/html, application/xml;q=0.9, */*;q=0.8") ==
        "application/json");
  CHECK(chosen_in("*/*", "application/json", "text/html") == "none");
}

TEST_CASE("a type that no document could name is not taken over from the client") {
  CHECK(chosen_in("*/*", "text/plain", "a b/c, text/(, */*;q=0.1") == "text/plain");
}
