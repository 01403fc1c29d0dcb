#include "emulator/model/form_value.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/model/schema_words.h"

namespace emulator {
namespace {

const std::string kSchema = R"({"type":"object","properties":{
    "size":{"type":"integer"},"on":{"type":"boolean"},"ids":{"type":"array","items":{"type":"integer"}},
    "at":{"type":"object","properties":{"x":{"type":"integer"}}},
    "list":{"type":"array","items":{"type":"object"}},"file":{"type":"string","format":"binary"}}})";

std::string told(const Json& value, const std::vector<FormMisfit>& misfits) {
  std::string out = value.dump();
  for (const FormMisfit& misfit : misfits)
    out += " !" + misfit.instance + ": " + misfit.expected + ", " + misfit.found;
  return out;
}

std::string urlencoded(std::string_view body, const std::vector<FieldEncoding>& encodings = {}) {
  std::vector<FormMisfit> misfits;
  const Schema schema = schema_words::compiled(kSchema);
  const Json value = urlencoded_value(body, schema, encodings, misfits);
  return told(value, misfits);
}

// Parts given as head and content; "|" ends a line of the head.
std::string multipart(const std::vector<std::pair<std::string, std::string>>& parts,
                      const std::vector<FieldEncoding>& encodings = {}) {
  std::string body;
  for (const auto& [head, content] : parts) {
    body += "--b\r\nContent-Disposition: form-data; name=" + head + "\r\n\r\n" + content + "\r\n";
  }
  std::vector<FormMisfit> misfits;
  const Schema schema = schema_words::compiled(kSchema);
  const Json value = multipart_value(body + "--b--", "multipart/form-data; boundary=b", schema,
                                     encodings, misfits);
  return told(value, misfits);
}

FieldEncoding styled(std::string name, ParameterForm::Style style, bool explode) {
  FieldEncoding encoding;
  encoding.name = std::move(name);
  encoding.form = ParameterForm{style, explode, true, false};
  return encoding;
}

}  // namespace

TEST_CASE("the fields of an urlencoded form have the types that the schema gives them") {
  CHECK(urlencoded("size=12&on=true&ids=1&ids=x&other=a+b%26") ==
        R"({"size":12,"on":true,"ids":[1,"x"],"other":"a b&"})");
  CHECK(urlencoded("size=1&size=2") == R"({"size":[1,2]})");
  CHECK(urlencoded("ids=1") == R"({"ids":[1]})");
  CHECK(urlencoded("") == "{}");
}

TEST_CASE("objects in an urlencoded form are JSON where nothing else is documented") {
  CHECK(urlencoded(R"(at={"x":1}&list={}&list={"a":2})") ==
        R"({"at":{"x":1},"list":[{},{"a":2}]})");
  CHECK(urlencoded("at=x") == R"({"at":"x"})");
  FieldEncoding json;
  json.name = "other";
  json.content_types = {"application/json"};
  CHECK(urlencoded("other=[1]", {json}) == R"({"other":[1]})");
  CHECK(urlencoded("other=[1", {json}) ==
        R"({"other":"[1"} !/other: JSON, a text that does not parse)");
}

TEST_CASE("a documented style says how a field is written") {
  using Style = ParameterForm::Style;
  CHECK(urlencoded("at[x]=1&at[y]=2&size=3", {styled("at", Style::kDeepObject, true)}) ==
        R"({"at":{"x":1,"y":"2"},"size":3})");
  CHECK(urlencoded("at=1", {styled("at", Style::kDeepObject, true)}) ==
        R"({"at":{}} !/at: at[NAME]=VALUE for each property, '1')");
  CHECK(urlencoded("ids=1,2", {styled("ids", Style::kForm, false)}) == R"({"ids":[1,2]})");
  CHECK(urlencoded("ids=1|2", {styled("ids", Style::kPipeDelimited, false)}) == R"({"ids":[1,2]})");
  CHECK(urlencoded("x=1&size=2", {styled("at", Style::kForm, true)}) ==
        R"({"at":{"x":1},"size":2})");
}

TEST_CASE("an urlencoded form that cannot be read is told") {
  CHECK(urlencoded("a=%4") == "{} !: a well percent-encoded form, another text");
  std::string many;
  for (int i = 0; i < 10'001; ++i) many += "a&";
  CHECK(urlencoded(many) == "{} !: at most 10000 fields, 10001");
}

TEST_CASE("the parts of a multipart form have the types that the schema gives them") {
  CHECK(multipart({{"size", "12"}, {"ids", "1"}, {"ids", "2"}, {"at", R"({"x":1})"}}) ==
        R"({"size":12,"ids":[1,2],"at":{"x":1}})");
  CHECK(multipart({{"other\r\nContent-Type: application/json", "[1]"}}) == R"({"other":[1]})");
  CHECK(multipart({{"other\r\nContent-Type: application/json", "[1"}}) ==
        R"({"other":"[1"} !/other: JSON, a text that does not parse)");
}

TEST_CASE("a file is a text, whatever its bytes") {
  CHECK(multipart({{"file; filename=a.json\r\nContent-Type: application/json", "[1]"}}) ==
        R"({"file":"[1]"})");
  CHECK(multipart({{"file; filename=a\r\nContent-Type: image/png", "\x89PNG"}}) ==
        "{\"file\":\"\xC2\x89PNG\"}");
}

TEST_CASE("parts are of the documented types and have the documented headers") {
  FieldEncoding encoding;
  encoding.name = "file";
  encoding.content_types = {"image/png", "image/*"};
  encoding.headers = {"X-Name"};
  CHECK(multipart({{"file\r\nContent-Type: image/jpeg\r\nx-name: a", "1"}}, {encoding}) ==
        R"({"file":"1"})");
  CHECK(multipart({{"file\r\nContent-Type: text/plain", "1"}}, {encoding}) ==
        R"({"file":"1"} !/file: a part of the type image/png or image/*, 'text/plain')"
        R"( !/file: a part with the header X-Name, none)");
}

TEST_CASE("a multipart form that cannot be read is told") {
  std::vector<FormMisfit> misfits;
  const Schema schema = schema_words::compiled(kSchema);
  const Json value = multipart_value("x", "multipart/form-data", schema, {}, misfits);
  CHECK(told(value, misfits) ==
        "{} !: a multipart body with the parameter 'boundary' of its "
        "Content-Type, one without");
  CHECK(multipart({{"\"\"", "1"}}) ==
        "{} !: a name in the Content-Disposition of each part, none in part 1");
}

}  // namespace emulator
