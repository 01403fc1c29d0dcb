#include "emulator/decide/prefer.h"

#include <doctest/doctest.h>

using namespace emulator;

namespace {

// "name=value|name=value", then what could not be read behind " !".
std::string read(std::string_view line) {
  std::vector<std::string> unread;
  std::string out;
  for (const Preference& preference : read_preferences(line, unread))
    out += (out.empty() ? "" : "|") + preference.name + "=" + preference.value;
  for (const std::string& text : unread) out += " !" + text;
  return out;
}

Preferences of(const std::vector<std::string>& lines) {
  std::vector<Header> headers;
  for (const std::string& line : lines) headers.push_back({"prefer", line});
  return preferences_of(make_request("GET", "/", headers));
}

}  // namespace

TEST_CASE("a Prefer line is a list of names with values that may be quoted") {
  CHECK(read("code=404") == "code=404");
  CHECK(read("code=404, example=gone") == "code=404|example=gone");
  CHECK(read(" Code = 404 ,,example = \"a, \\\"b\\\"; c\" ") == "code=404|example=a, \"b\"; c");
  CHECK(read("respond-async, wait=100") == "respond-async=|wait=100");
  CHECK(read("foo=\"\"") == "foo=");
  CHECK(read("foo=") == "foo=");
  CHECK(read("") == "");
}

TEST_CASE("parameters of a preference stand behind it") {
  CHECK(read("code=404; example=gone;x") == "code=404|example=gone|x=");
  CHECK(read("foo; bar=1, code=200") == "foo=|bar=1|code=200");
}

TEST_CASE("what cannot be read is told, and what stands around it counts") {
  CHECK(read("a b, code=200") == "code=200 !a b");
  CHECK(read("=x, code=200") == "code=200 !=x");
  CHECK(read("a=\"never ends, code=200") == " !a=\"never ends, code=200");
  CHECK(read("a=\"x,y\"z, code=200") == "code=200 !a=\"x,y\"z");
}

TEST_CASE("of several preferences of one name the first counts, over all lines") {
  const Preferences given = of({"code=404, code=200", "example=a", "EXAMPLE=b, dynamic=true"});
  CHECK(given.code == 404);
  CHECK(given.example == "a");
  CHECK(given.dynamic == true);
  CHECK_FALSE(given.errors.has_value());
  CHECK(given.notes.empty());
}

TEST_CASE("a preference with a value that makes no sense is ignored and noted") {
  const Preferences given =
      of({"code=abc, code=99, code=100, code=600, example, dynamic=yes, errors=loud, code=204"});
  CHECK(given.code == 204);
  CHECK_FALSE(given.example.has_value());
  CHECK_FALSE(given.dynamic.has_value());
  CHECK(given.notes == std::vector<std::string>{
                           "Prefer: code=abc is ignored: expected a status from 200 to 599",
                           "Prefer: code=99 is ignored: expected a status from 200 to 599",
                           "Prefer: code=100 is ignored: expected a status from 200 to 599",
                           "Prefer: code=600 is ignored: expected a status from 200 to 599",
                           "Prefer: example= is ignored: expected the name of an example",
                           "Prefer: dynamic=yes is ignored: expected true or false",
                           "Prefer: errors=loud is ignored: expected detailed or documented"});
}

TEST_CASE("preferences of others are nobody's business") {
  const Preferences given = of({"respond-async, wait=10", "return=minimal; foo=\"some, thing\""});
  CHECK_FALSE(given.choose_answer());
  CHECK(given.notes.empty());
}

TEST_CASE("only code, example and dynamic=true choose another answer") {
  CHECK(of({"code=200"}).choose_answer());
  CHECK(of({"example=a"}).choose_answer());
  CHECK(of({"dynamic=true"}).choose_answer());
  CHECK_FALSE(of({"dynamic=false"}).choose_answer());
  CHECK_FALSE(of({"errors=detailed"}).choose_answer());
}
