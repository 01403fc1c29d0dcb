#include "emulator/model/parameter_value.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/model/schema_words.h"

namespace emulator {
namespace {

using Style = ParameterForm::Style;

constexpr ParameterForm kQuery{Style::kForm, true, true, false};

// The value as JSON; written otherwise than it should be: " !" and how it should have been.
std::string read(const std::string& schema, const std::vector<ParameterText>& texts,
                 const ParameterForm& form) {
  std::string misfit;
  const Json value = parameter_value("p", texts, schema_words::compiled(schema), form, misfit);
  return misfit.empty() ? value.dump() : "!" + misfit;
}

std::string value(const std::string& schema, const std::vector<std::string_view>& texts,
                  const ParameterForm& form = {}) {
  std::vector<ParameterText> named;
  for (const auto text : texts) named.push_back({"p", text});
  return read(schema, named, form);
}

const std::string kNumbers = R"({"type":"array","items":{"type":"integer"}})";
const std::string kTexts = R"({"type":"array","items":{"type":"string"}})";
const std::string kColor =
    R"({"type":"object","properties":{"R":{"type":"integer"},"G":{"type":"integer"},
        "tags":{"type":"array","items":{"type":"boolean"}}}})";

TEST_CASE("a text becomes the value that its schema's type asks for") {
  CHECK(value(R"({"type":"integer"})", {"12"}) == "12");
  CHECK(value(R"({"type":"integer"})", {"-1.0"}) == "-1.0");
  CHECK(value(R"({"type":"number"})", {"1e3"}) == "1000.0");
  CHECK(value(R"({"type":"boolean"})", {"true"}) == "true");
  CHECK(value(R"({"type":"string"})", {"12"}) == R"("12")");
  CHECK(value("{}", {"12"}) == R"("12")");
}

TEST_CASE("a text that does not fit stays what it is") {
  for (const char* text :
       {"", "x", "+1", "01", ".5", "1.", "1e", " 1", "0x1", "NaN", "1e999", "-"}) {
    CAPTURE(text);
    CHECK(value(R"({"type":"number"})", {text}) == Json(text).dump());
  }
  CHECK(value(R"({"type":"boolean"})", {"True"}) == R"("True")");
  CHECK(value(R"({"type":"integer","nullable":true})", {"null"}) == R"("null")");
}

TEST_CASE("with several types the text is kept unless only a value fits") {
  const std::string either = R"({"oneOf":[{"type":"integer"},{"type":"boolean"}]})";
  CHECK(value(either, {"7"}) == "7");
  CHECK(value(either, {"true"}) == "true");
  CHECK(value(either, {"x"}) == R"("x")");
  CHECK(value(R"({"anyOf":[{"type":"integer"},{"type":"string"}]})", {"7"}) == R"("7")");
}

TEST_CASE("arrays are split as their style says") {
  CHECK(value(kNumbers, {"1,2,x"}) == R"([1,2,"x"])");
  CHECK(value(kNumbers, {""}) == "[]");
  CHECK(value(kNumbers, {"1", "2"}, kQuery) == "[1,2]");
  CHECK(value(kNumbers, {"1,2"}, {Style::kForm, false, true, false}) == "[1,2]");
  CHECK(value(kNumbers, {"1%202+3"}, {Style::kSpaceDelimited, false, true, false}) == "[1,2,3]");
  CHECK(value(kNumbers, {"1|2%7c3"}, {Style::kPipeDelimited, false, true, false}) == "[1,2,3]");
}

TEST_CASE("encoded texts are decoded after splitting") {
  CHECK(value(kTexts, {"a%2Cb,c+d"}, {Style::kForm, false, true, false}) == R"(["a,b","c d"])");
  CHECK(value(kTexts, {"a%2Cb,c+d"}, {Style::kSimple, false, true, false}) == R"(["a,b","c+d"])");
  CHECK(value(R"({"type":"string"})", {"a%2Bb"}, kQuery) == R"("a+b")");
  CHECK(value(R"({"type":"string"})", {"a%2Bb"}) == R"("a%2Bb")");
}

TEST_CASE("simple style parts by commas; header lines add up") {
  CHECK(value(kNumbers, {"1,2", "3"}) == "[1,2,3]");
  CHECK(value(kColor, {"R,1,G,2"}) == R"({"R":1,"G":2})");
  CHECK(value(kColor, {"R=1,G=2"}, {Style::kSimple, true, false, false}) == R"({"R":1,"G":2})");
  CHECK(value(kColor, {"R,1,G"}) == "!names and values in turn");
  CHECK(value(kColor, {"R=1,G"}, {Style::kSimple, true, false, false}) ==
        "!a NAME=VALUE for each property");
}

TEST_CASE("label style begins with a dot") {
  const ParameterForm plain{Style::kLabel, false, true, false};
  const ParameterForm exploded{Style::kLabel, true, true, false};
  CHECK(value(R"({"type":"integer"})", {".5"}, plain) == "5");
  CHECK(value(R"({"type":"string"})", {"x"}, plain) == "!a text that begins with '.'");
  CHECK(value(kNumbers, {".1.2"}, exploded) == "[1,2]");
  CHECK(value(kNumbers, {".1,2"}, plain) == "[1,2]");
  CHECK(value(kNumbers, {".1.2"}, plain) == "[1,2]");
  CHECK(value(kColor, {".R.1.G.2"}, plain) == R"({"R":1,"G":2})");
  CHECK(value(kColor, {".R=1.G=2"}, exploded) == R"({"R":1,"G":2})");
  CHECK(value(kTexts, {".a%2Eb.c"}, exploded) == R"(["a.b","c"])");
}

TEST_CASE("matrix style names its parts") {
  const ParameterForm plain{Style::kMatrix, false, true, false};
  const ParameterForm exploded{Style::kMatrix, true, true, false};
  CHECK(value(R"({"type":"integer"})", {";p=5"}, plain) == "5");
  CHECK(value(R"({"type":"string"})", {";p"}, plain) == R"("")");
  CHECK(value(R"({"type":"string"})", {";q=5"}, plain) == "!';p=' and the value");
  CHECK(value(R"({"type":"string"})", {"5"}, plain) == "!a text that begins with ';'");
  CHECK(value(kNumbers, {";p=1,2"}, plain) == "[1,2]");
  CHECK(value(kNumbers, {";p=1;p=2"}, exploded) == "[1,2]");
  CHECK(value(kColor, {";p=R,1,G,2"}, plain) == R"({"R":1,"G":2})");
  CHECK(value(kColor, {";R=1;G=2"}, exploded) == R"({"R":1,"G":2})");
}

TEST_CASE("an exploded object in form style has a pair for each property") {
  CHECK(read(kColor, {{"R", "1"}, {"tags", "true"}, {"G", "x"}}, kQuery) ==
        R"({"R":1,"tags":[true],"G":"x"})");
  CHECK(read(kColor, {{"R", "1"}, {"R", "2"}}, kQuery) == R"({"R":[1,2]})");
  CHECK(value(kColor, {"R,1,G,2"}, {Style::kForm, false, true, false}) == R"({"R":1,"G":2})");
  CHECK(value(kColor, {"R%201%20G%202"}, {Style::kSpaceDelimited, false, true, false}) ==
        R"({"R":1,"G":2})");
}

TEST_CASE("deepObject names the property in brackets, at any depth") {
  const ParameterForm deep{Style::kDeepObject, true, true, false};
  CHECK(read(kColor, {{"p[R]", "1"}, {"p[G]", "x+y"}}, deep) == R"({"R":1,"G":"x y"})");
  CHECK(read(kColor, {{"p[tags]", "true"}, {"p[tags]", "no"}}, deep) == R"({"tags":[true,"no"]})");
  CHECK(read(kColor, {{"p[tags][]", "true"}, {"p[tags][1]", "false"}}, deep) ==
        R"({"tags":[true,false]})");
  CHECK(read(kColor, {{"p[a][b]", "1"}, {"p[a][0]", "2"}}, deep) == R"({"a":{"b":"1","0":"2"}})");
  for (const char* name : {"p", "p[R", "p[R]x", "p[R][x]"}) {
    CAPTURE(name);
    CHECK(read(kColor, {{"p[R]", "1"}, {name, "1"}}, deep) == "!p[NAME]=VALUE for each property");
  }
}

TEST_CASE("with allowReserved a plus is a plus") {
  CHECK(value(R"({"type":"string"})", {"a+b/c%20d"}, {Style::kForm, true, true, false, true}) ==
        R"("a+b/c d")");
}

}  // namespace
}  // namespace emulator
