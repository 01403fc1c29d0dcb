#include "emulator/model/parameter_value.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/model/schema_words.h"

namespace emulator {
namespace {

using Style = ParameterForm::Style;

std::string value(const std::string& schema, const std::vector<std::string_view>& texts,
                  const ParameterForm& form = {}) {
  return parameter_value(texts, schema_words::compiled(schema), form).dump();
}

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
  const std::string numbers = R"({"type":"array","items":{"type":"integer"}})";
  CHECK(value(numbers, {"1,2,x"}) == R"([1,2,"x"])");
  CHECK(value(numbers, {""}) == "[]");
  CHECK(value(numbers, {"1", "2"}, {Style::kForm, true, true}) == "[1,2]");
  CHECK(value(numbers, {"1,2"}, {Style::kForm, false, true}) == "[1,2]");
  CHECK(value(numbers, {"1%202+3"}, {Style::kSpaceDelimited, false, true}) == "[1,2,3]");
  CHECK(value(numbers, {"1|2%7c3"}, {Style::kPipeDelimited, false, true}) == "[1,2,3]");
}

TEST_CASE("encoded texts are decoded after splitting") {
  const std::string texts = R"({"type":"array","items":{"type":"string"}})";
  CHECK(value(texts, {"a%2Cb,c+d"}, {Style::kForm, false, true}) == R"(["a,b","c d"])");
  CHECK(value(texts, {"a%2Cb,c+d"}, {Style::kSimple, false, true}) == R"(["a,b","c+d"])");
  CHECK(value(R"({"type":"string"})", {"a%2Bb"}, {Style::kForm, true, true}) == R"("a+b")");
  CHECK(value(R"({"type":"string"})", {"a%2Bb"}) == R"("a%2Bb")");
}

}  // namespace
}  // namespace emulator
