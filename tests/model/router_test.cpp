#include "emulator/model/router.h"

#include <doctest/doctest.h>

#include "emulator/model/target.h"

using namespace emulator;

namespace {

const std::vector<std::string> kPaths{
    "/pets/{id}",         "/pets/mine", "/pets/{id}/toys", "/files/{name}.{format}", "/a b/{c}",
    "/pets/mine/{x}/end", "/"};

Router router() {
  Router out;
  for (std::size_t i = 0; i < kPaths.size(); ++i)
    CHECK(out.add("GET", PathTemplate(kPaths[i]), i, nullptr));
  return out;
}

// "template | value, value", or "none".
std::string routed(const Router& router, const std::string& path) {
  const auto route = router.find(parse_target(path)->segments);
  if (!route.methods) return "none";
  std::string text = kPaths[route.methods->at("GET")] + " |";
  for (const std::string& value : route.values) text += " " + value;
  return text;
}

}  // namespace

TEST_CASE("a concrete segment beats a parameter, and a parameter takes what is left") {
  const Router paths = router();
  CHECK(routed(paths, "/pets/mine") == "/pets/mine |");
  CHECK(routed(paths, "/pets/7") == "/pets/{id} | 7");
  CHECK(routed(paths, "/pets/mine/toys") == "/pets/{id}/toys | mine");
  CHECK(routed(paths, "/pets/mine/a/end") == "/pets/mine/{x}/end | a");
}

TEST_CASE("segments are compared decoded, and an encoded slash stays inside its segment") {
  const Router paths = router();
  CHECK(routed(paths, "/a%20b/x%2Fy") == "/a b/{c} | x/y");
  CHECK(routed(paths, "/p%65ts/7") == "/pets/{id} | 7");
}

TEST_CASE("a parameter may be a part of a segment") {
  const Router paths = router();
  CHECK(routed(paths, "/files/a.b.json") == "/files/{name}.{format} | a.b json");
  CHECK(routed(paths, "/files/json") == "none");
}

TEST_CASE("an empty parameter is routed, so that the operation can refuse it") {
  CHECK(routed(router(), "/pets/") == "/pets/{id} | ");
  CHECK(routed(router(), "/files/.json") == "/files/{name}.{format} |  json");
  CHECK(routed(router(), "/files/a.") == "/files/{name}.{format} | a ");
}

TEST_CASE("another path is none") {
  const Router paths = router();
  CHECK(routed(paths, "/pets") == "none");
  CHECK(routed(paths, "/pets/7/toys/1") == "none");
  CHECK(routed(paths, "//pets/7") == "none");
}

TEST_CASE("templates that differ by their parameters' names are one path") {
  Router paths = router();
  std::size_t taken = 99;
  CHECK_FALSE(paths.add("GET", PathTemplate("/pets/{other}"), 7, &taken));
  CHECK(taken == 0);
  CHECK(paths.add("PUT", PathTemplate("/pets/{other}"), 7, nullptr));
}

TEST_CASE("the nearest documented paths are named") {
  const auto near = router().nearest(parse_target("/pet/7")->segments, 2);
  CHECK(near == std::vector<std::string>{"/pets/{id}", "/a b/{c}"});
}

TEST_CASE("what a path allows has HEAD beside GET, and OPTIONS") {
  CHECK(allowed_methods({{"GET", 0}, {"POST", 1}}) == "GET, HEAD, OPTIONS, POST");
  CHECK(allowed_methods({{"POST", 1}}) == "OPTIONS, POST");
}
