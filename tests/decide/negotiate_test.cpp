#include "emulator/decide/negotiate.h"

#include <doctest/doctest.h>

using namespace emulator;

namespace {

const std::vector<Content> kContents = [] {
  std::vector<Content> contents(2);
  contents[0].media_type = "application/json";
  contents[1].media_type = "text/plain";
  return contents;
}();

std::string chosen(const std::vector<Header>& headers) {
  const Content* content = acceptable(make_request("GET", "/", headers), kContents);
  return content ? content->media_type : "none";
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
  std::vector<Content> contents(2);
  contents[0].media_type = "application/json";
  contents[1].media_type = "text/plain";
  contents[1].examples.push_back({"a", nullptr});
  const auto with_example = [&](const char* accept) {
    const auto request = make_request("GET", "/", {{"Accept", accept}});
    return acceptable(request, contents, "a");
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
