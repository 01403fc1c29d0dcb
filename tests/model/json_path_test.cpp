#include "emulator/model/json_path.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/model/match.h"

using namespace emulator;

namespace {

const char* const kShop = R"({
  "store": {
    "books": [
      {"title": "A", "price": 8.95, "tags": ["x", "y"]},
      {"title": "B", "price": 12.99, "isbn": "1"},
      {"title": "C", "price": 22, "isbn": null}
    ],
    "a.b": {"it's": 1}
  },
  "price": 3
})";

std::string found(std::string_view path) {
  const Json root = Json::parse(kShop);
  Json values = Json::array();
  std::deque<Json> made;
  for (const Json* value : JsonPath(path).find(root, made)) values.push_back(*value);
  return values.dump();
}

std::string mistake_of(std::string_view path) {
  try {
    JsonPath{path};
  } catch (const std::invalid_argument& mistake) {
    return mistake.what();
  }
  return "none";
}

bool path_matches(const std::string& matcher, const std::string& body) {
  return RequestPattern(Json::parse(R"({"bodyPatterns":[{"matchesJsonPath":)" + matcher + "}]}"))
      .matches(make_request("POST", "/", {}, body));
}

}  // namespace

TEST_CASE("a JSONPath leads to values by names, indices, slices, unions, wildcards and descent") {
  const std::pair<const char*, const char*> kRows[] = {
      {"$.price", "[3]"},
      {"price", "[3]"},
      {"$['price']", "[3]"},
      {"$[\"price\"]", "[3]"},
      {"$.store['a.b']['it\\'s']", "[1]"},
      {"$.store.books[0].title", R"(["A"])"},
      {"$.store.books[-1].title", R"(["C"])"},
      {"$.store.books[3].title", "[]"},
      {"$.store.books[0,2].title", R"(["A","C"])"},
      {"$.store.books[1:].title", R"(["B","C"])"},
      {"$.store.books[:2].title", R"(["A","B"])"},
      {"$.store.books[-2:-1].title", R"(["B"])"},
      {"$.store.books[*].title", R"(["A","B","C"])"},
      {"$.store.books[0]['title', 'price']", R"(["A",8.95])"},
      {"$.store.books[0].tags.*", R"(["x","y"])"},
      {"$..isbn", R"(["1",null])"},
      {"$..tags[1]", R"(["y"])"},
      {"$..price", "[3,8.95,12.99,22]"},
      {"$.price.more", "[]"},
      {"$.store.books.title", "[]"},
  };
  for (const auto& row : kRows) {
    const auto& path = row.first;
    CAPTURE(path);
    CHECK(found(path) == row.second);
  }
}

TEST_CASE("a filter keeps the elements of which it holds, or the object itself") {
  const std::pair<const char*, const char*> kRows[] = {
      {"$.store.books[?(@.title == 'B')].price", "[12.99]"},
      {"$.store.books[?(@.price < 10)].title", R"(["A"])"},
      {"$.store.books[?(@.price >= 12.99 && @.title != 'C')].title", R"(["B"])"},
      {"$.store.books[?(@.price > 20 || @.title == 'A')].title", R"(["A","C"])"},
      {"$.store.books[?(@.title == 'A' || @.title == 'B' && @.price > 100)].title", R"(["A"])"},
      {"$.store.books[?((@.title == 'A' || @.title == 'B') && @.price > 10)].title", R"(["B"])"},
      {"$.store.books[?(!(@.title == 'A'))].title", R"(["B","C"])"},
      {"$.store.books[?(@.isbn)].title", R"(["B","C"])"},
      {"$.store.books[?(!@.isbn)].title", R"(["A"])"},
      {"$.store.books[?(@.isbn == null)].title", R"(["C"])"},
      {"$.store.books[?(@.title =~ /[ab]/i)].title", R"(["A","B"])"},
      {"$.store.books[?(@.title =~ /[ab]/)].title", "[]"},
      {"$.store.books[?(@.title in ['A', 'C'])].title", R"(["A","C"])"},
      {"$.store.books[?(@.title nin ['A', 'C'])].title", R"(["B"])"},
      {"$.store.books[?(@.price > $.price)].title", R"(["A","B","C"])"},
      {"$.store.books[?(@.tags[?(@ == 'x')])].title", R"(["A"])"},
      {"$.store.books[?(@.tags.length() == 2)].title", R"(["A"])"},
      {"$.store.books[?(@['title'] == \"B\")].price", "[12.99]"},
      {"$[?(@.price == 3.0)].price", "[3]"},
      {"$[?(@.price == '3')].price", "[]"},
      {"$..[?(@.isbn == '1')].title", R"(["B","B"])"},
  };
  for (const auto& row : kRows) {
    const auto& path = row.first;
    CAPTURE(path);
    CHECK(found(path) == row.second);
    CHECK_FALSE(JsonPath(path).is_definite());
  }
}

TEST_CASE("length() and size() count elements and members") {
  CHECK(found("$.store.books.length()") == "[3]");
  CHECK(found("$.store.books[0].size()") == "[3]");
  CHECK(found("$.price.length()") == "[]");
  CHECK(JsonPath("$.store.books.length()").is_definite());
}

TEST_CASE("a path that takes too many steps leads nowhere") {
  Json root = Json::array();
  for (int i = 0; i < 3000; ++i) root.push_back(i);
  std::deque<Json> made;
  CHECK(JsonPath("$[?(@ in $[*])]").find(root, made).empty());
  CHECK(JsonPath("$[?(@ < 2)]").find(root, made).size() == 2);
}

TEST_CASE("what is no JSONPath says where it stops being one") {
  CHECK(mistake_of("") == "expects a name at position 1");
  CHECK(mistake_of("$.") == "expects a name at position 3");
  CHECK(mistake_of("$x") == "expects '.' or '[' at position 2");
  CHECK(mistake_of("$.a[") == "expects an index, a quoted name or '*' at position 5");
  CHECK(mistake_of("$.a[0") == "expects ']' at position 6");
  CHECK(mistake_of("$['a]") == "lacks the end of a quoted name at position 6");
  CHECK(mistake_of("$[0,x]") == "expects an index at position 5");
  CHECK(mistake_of("$.a.sum()") ==
        "has the function 'sum', which is not supported (length() and size() are), at position 9");
  CHECK(mistake_of("$[?(@.a == )]") ==
        "expects a path, a number, a quoted text, true, false or null at position 12");
  CHECK(mistake_of("$[?(@.a") == "expects ')' at position 8");
  CHECK(mistake_of("$[?('a')]") == "expects a comparison at position 8");
  CHECK(
      mistake_of("$[?(@.a =~ /(/)]") ==
      "has a mistaken regular expression (missing closing parenthesis at offset 1) at position 15");
  CHECK(mistake_of("$[(@.length-1)]") == "has a script, which is not supported, at position 3");
}

TEST_CASE("as a text, matchesJsonPath wants the path to lead to something") {
  CHECK(path_matches(R"("$.a")", R"({"a":0})"));
  CHECK(path_matches(R"("$.a")", R"({"a":false})"));
  CHECK_FALSE(path_matches(R"("$.a")", R"({"b":0})"));
  CHECK_FALSE(path_matches(R"("$.a")", R"({"a":null})"));
  CHECK_FALSE(path_matches(R"("$.a")", R"({"a":{}})"));
  CHECK_FALSE(path_matches(R"("$..a")", R"({"b":[]})"));
  CHECK(path_matches(R"("$..a")", R"({"b":[{"a":1}]})"));
  CHECK_FALSE(path_matches(R"("$.a")", "no json"));
}

TEST_CASE("with a matcher, matchesJsonPath wants one of the values to match") {
  const std::string is_x = R"({"expression":"$.a","equalTo":"x"})";
  CHECK(path_matches(is_x, R"({"a":"x"})"));
  CHECK(path_matches(is_x, R"({"a":["y","x"]})"));
  CHECK_FALSE(path_matches(is_x, R"({"a":"y"})"));
  CHECK_FALSE(path_matches(is_x, R"({"b":"x"})"));
  CHECK(path_matches(R"({"expression":"$..a","matches":"[0-9]+"})", R"([{"a":"n"},{"a":7}])"));
  CHECK(path_matches(R"({"expression":"$.a","equalToJson":{"b":[1]}})", R"({"a":{"b":[1]}})"));
  CHECK(path_matches(R"({"expression":"$.a","absent":true})", R"({"b":1})"));
  CHECK(path_matches(R"({"expression":"$.a","absent":true})", R"({"a":null})"));
  CHECK_FALSE(path_matches(R"({"expression":"$.a","absent":true})", R"({"a":1})"));
}

TEST_CASE("equalToJson compares an array that a path leads to as a whole") {
  const std::string list = R"({"expression":"$.a","equalToJson":[1,2]})";
  CHECK(path_matches(list, R"({"a":[1,2]})"));
  CHECK_FALSE(path_matches(list, R"({"a":[[1,2]]})"));
  CHECK(path_matches(R"({"expression":"$..b","equalToJson":[1,2]})", R"([{"b":1},{"b":2}])"));
}

TEST_CASE("a body nested too deep for the stack matches no path") {
  const std::string body = std::string(200'000, '[') + std::string(200'000, ']');
  CHECK_FALSE(path_matches(R"("$..*")", body));
}

// Each would compare or copy the whole body once for each of its elements.
TEST_CASE("a filter that names the whole body takes no time beyond its bound") {
  std::string body = "[0";
  for (int i = 1; i < 20'000; ++i) body += ',' + std::to_string(i);
  body += ']';
  for (const char* path :
       {R"("$[?($ == 1)]")", R"("$[?(@ in $ && @ == 'x')]")", R"("$[?($ == $)]")",
        R"("$[?($..* == @)]")", R"("$..[?($..* == $..*)]")"}) {
    CAPTURE(path);
    CHECK_FALSE(path_matches(path, body));
  }
  CHECK(path_matches(R"("$[?(@ == 19999)]")", body));
  CHECK(path_matches(R"("$[?(@ in [7, 8])]")", body));
}

TEST_CASE("a mistaken matchesJsonPath is refused where it is wrong") {
  const auto refusal = [](const std::string& matcher) -> std::string {
    try {
      RequestPattern(Json::parse(R"({"bodyPatterns":[{"matchesJsonPath":)" + matcher + "}]}"));
    } catch (const PatternError& error) {
      return error.pointer() + ": " + error.what();
    }
    return "none";
  };
  CHECK(refusal(R"("$.a[")") ==
        "/bodyPatterns/0/matchesJsonPath: '$.a[' is no JSONPath: it expects an index, a quoted "
        "name or '*' at position 5");
  CHECK(refusal(R"({"equalTo":"x"})") ==
        "/bodyPatterns/0/matchesJsonPath: the member 'expression' is missing");
  CHECK(refusal(R"({"expression":"$.a","equalsTo":"x"})") ==
        "/bodyPatterns/0/matchesJsonPath: there is no matcher 'equalsTo'; did you mean 'equalTo'?");
}
