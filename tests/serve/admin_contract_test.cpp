#include "tests/support/admin_contract.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/serve/admin.h"
#include "emulator/serve/admin_answer.h"

namespace emulator {
namespace {

// Parameter names do not count: "GET /__admin/mappings/{}".
std::string shape_of(std::string_view route) {
  std::string shape;
  for (std::size_t at = 0; at < route.size(); ++at) {
    shape += route[at];
    if (route[at] == '{') at = route.find('}', at) - 1;
  }
  return shape;
}

std::vector<std::string> sorted(std::vector<std::string> shapes) {
  std::sort(shapes.begin(), shapes.end());
  return shapes;
}

std::string breaches(const Request& request, const Response& response) {
  std::string text;
  for (const std::string& breach : breaches_of_contract(request, response)) text += breach + "\n";
  return text;
}

TEST_CASE("the document describes every route of the admin protocol, and no other") {
  std::vector<std::string> documented;
  for (const Operation& operation : admin_document().operations)
    documented.push_back(shape_of(operation.method + " " + operation.path));
  std::vector<std::string> routes;
  for (const std::string& route : Admin::routes()) routes.push_back(shape_of(route));
  CHECK(sorted(documented) == sorted(routes));
}

TEST_CASE("an answer that is not as documented is found out") {
  const Request count = make_request("POST", "/__admin/requests/count");
  const char* const kRight = R"({"count": 1, "requestJournalDisabled": false})";
  CHECK(breaches(count, json_answer(Json::parse(kRight))) == "");
  CHECK(breaches(make_request("POST", "/__space/a/__admin/requests/count"),
                 json_answer(Json::parse(kRight))) == "");
  SUBCASE("an extra member") {
    CHECK(breaches(count, json_answer(Json::parse(
                              R"({"count": 1, "requestJournalDisabled": false, "meta": {}})")))
              .find("the admin protocol's body") != std::string::npos);
  }
  SUBCASE("another status") {
    CHECK(breaches(count, empty_answer(418)).find("the admin protocol's status 418 is not") == 0);
  }
  SUBCASE("no body, or one too many") {
    CHECK(breaches(count, empty_answer(200)) == "a body is documented, none was sent\n");
    CHECK(breaches(make_request("POST", "/__admin/reset"), json_answer(Json::object())) ==
          "no body is documented, one was sent: {}\n");
  }
  SUBCASE("an operation that is not documented") {
    CHECK(breaches(make_request("GET", "/__admin/nothing"), empty_answer(404)) == "");
    CHECK(breaches(make_request("GET", "/__admin/nothing"), empty_answer(200)) ==
          "no operation is documented, so the answer should be 404 without a body, is 200\n");
  }
  SUBCASE("calls that are no admin calls are not looked at") {
    CHECK(breaches(make_request("GET", "/people"), empty_answer(418)) == "");
  }
}

}  // namespace
}  // namespace emulator
