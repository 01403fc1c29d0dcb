#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>

#include "emulator/model/model.h"
#include "emulator/model/sample.h"
#include "tests/model/schema_suite.h"
#include "tests/support/project_dir.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

/// A value that the schema surely refuses, made from one that it allows by what one of its keywords says. The keywords
/// are read here anew, so that a keyword the validator forgot is noticed. No such keyword: nullopt.
class Breaker {
 public:
  explicit Breaker(const Json& document) : document_(document) {}

  std::optional<Json> broken(const Json& value, const Json& schema, int depth = 0) const {
    if (schema == false) return value;
    if (!schema.is_object() || depth > 8) return std::nullopt;
    if (schema.contains("$ref")) return behind_reference(value, schema, depth);
    for (const auto part :
         {&Breaker::of_type, &Breaker::of_values, &Breaker::of_bounds, &Breaker::of_members}) {
      if (auto made = (this->*part)(value, schema)) return made;
    }
    if (auto made = inside(value, schema, depth)) return made;
    for (const char* keyword : {"allOf"}) {
      if (!schema.contains(keyword)) continue;
      for (const auto& branch : schema.at(keyword)) {
        if (auto made = broken(value, branch, depth + 1)) return made;
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<Json> behind_reference(const Json& value, const Json& schema, int depth) const {
    const auto& text = schema.at("$ref");
    const bool is_simple = text.is_string() && text.get<std::string>().rfind("#/", 0) == 0 &&
                           text.get<std::string>().find('%') == std::string::npos;
    if (!is_simple || schema.contains("$id") || schema.contains("id")) return std::nullopt;
    const Json::json_pointer pointer(text.get<std::string>().substr(1));
    if (!document_.contains(pointer)) return std::nullopt;
    return broken(value, document_.at(pointer), depth + 1);
  }

  std::optional<Json> of_type(const Json&, const Json& schema) const {
    if (!schema.contains("type")) return std::nullopt;
    const std::string types = schema.at("type").dump();
    const bool nullable = schema.contains("nullable");
    for (const auto& [name, value] : {std::pair<const char*, Json>{"string", "x"},
                                      {"boolean", true},
                                      {"array", Json::array()},
                                      {"object", Json::object()},
                                      {"null", nullptr}}) {
      if (types.find(name) == std::string::npos && !(nullable && value.is_null())) return value;
    }
    return std::nullopt;
  }

  std::optional<Json> of_values(const Json&, const Json& schema) const {
    if (schema.contains("const") || schema.contains("enum"))
      return Json{{"this is", "in no list of values"}};
    return std::nullopt;
  }

  std::optional<Json> of_bounds(const Json& value, const Json& schema) const {
    const auto bound = [&](const char* keyword) -> std::optional<double> {
      if (!schema.contains(keyword) || !schema.at(keyword).is_number()) return std::nullopt;
      return schema.at(keyword).get<double>();
    };
    if (value.is_number()) {
      if (const auto most = bound("maximum")) return Json(*most + 1 + std::abs(*most) / 4);
      if (const auto least = bound("minimum")) return Json(*least - 1 - std::abs(*least) / 4);
      if (const auto most = bound("exclusiveMaximum")) return Json(*most);
      if (const auto least = bound("exclusiveMinimum")) return Json(*least);
      if (const auto factor = bound("multipleOf")) return Json(*factor * 1.25);
    }
    if (value.is_string()) {
      const auto most = bound("maxLength");
      if (most && *most < 1e6) return Json(std::string(static_cast<std::size_t>(*most) + 1, 'a'));
      if (bound("minLength").value_or(0) > 0) return Json("");
    }
    if (value.is_array()) {
      const auto most = bound("maxItems");
      if (most && *most < 1e4)
        return Json(std::vector<int>(static_cast<std::size_t>(*most) + 1, 1));
      if (bound("minItems").value_or(0) > 0) return Json::array();
      if (schema.contains("uniqueItems") && schema.at("uniqueItems") == true)
        return Json::array({1, 1});
    }
    return std::nullopt;
  }

  std::optional<Json> of_members(const Json& value, const Json& schema) const {
    if (!value.is_object()) return std::nullopt;
    if (schema.contains("required") && schema.at("required").is_array() &&
        !schema.at("required").empty()) {
      Json less = value;
      less.erase(schema.at("required").front().get<std::string>());
      return less;
    }
    const auto closed = schema.find("additionalProperties");
    if (closed != schema.end() && *closed == false && !schema.contains("patternProperties")) {
      Json more = value;
      more["a name that nobody uses"] = 1;
      return more;
    }
    return std::nullopt;
  }

  std::optional<Json> inside(const Json& value, const Json& schema, int depth) const {
    const auto items = schema.find("items");
    if (value.is_array() && !value.empty() && items != schema.end() && items->is_object() &&
        !schema.contains("prefixItems")) {
      if (const auto item = broken(value.front(), *items, depth + 1)) {
        Json other = value;
        other.front() = *item;
        return other;
      }
    }
    if (!value.is_object() || !schema.contains("properties")) return std::nullopt;
    for (const auto& [name, property] : schema.at("properties").items()) {
      if (!value.contains(name)) continue;
      if (const auto member = broken(value.at(name), property, depth + 1)) {
        Json other = value;
        other[name] = *member;
        return other;
      }
    }
    return std::nullopt;
  }

  const Json& document_;
};

struct Tally {
  int made = 0;
  int broken = 0;
};

void make_and_break(const std::string& name, const Schema& schema, const Json& written,
                    const Json& document, bool is_possible, Tally& tally) {
  CAPTURE(name);
  for (const std::uint64_t seed : {0, 1, 2}) {
    const Sample sample = sample_of(schema, {seed});
    if (!sample.value) {
      CHECK_MESSAGE(!is_possible, "no value for " << written.dump());
      CHECK_FALSE(sample.reason.empty());
      continue;
    }
    ++tally.made;
    CAPTURE(sample.value->dump());
    CHECK(schema.validate(*sample.value).empty());
    CHECK(*sample_of(schema, {seed}).value == *sample.value);
    const auto wrong = Breaker(document).broken(*sample.value, written);
    if (!wrong) continue;
    ++tally.broken;
    CHECK_MESSAGE(!schema.allows(*wrong), "allows " << wrong->dump());
  }
}

void make_and_break(const schema_suite::Case& given, Tally& tally) {
  bool is_possible = false;
  for (const auto& test : given.tests) {
    is_possible = is_possible || schema_suite::Case(given).schema.allows(test.at("data"));
  }
  make_and_break(given.name, given.schema, given.written, given.written, is_possible, tally);
}

/// Every value of a member `schema`, and of components/schemas.
void each_schema(const Json& node, const std::string& pointer,
                 const std::function<void(const std::string&, const Json&)>& use) {
  if (!node.is_structured()) return;
  for (const auto& [name, value] : node.items()) {
    const std::string below = pointer_append(pointer, name);
    const bool is_one = (name == "schema" || pointer == "/components/schemas") && value.is_object();
    if (is_one) {
      use(below, value);
    } else if (name != "example" && name != "examples") {
      each_schema(value, below, use);
    }
  }
}

}  // namespace

TEST_CASE("a generated value satisfies its schema, and broken in one place it is refused") {
  Tally tally;
  SUBCASE("those of the official suite") {
    schema_suite::each_installed([&](const auto& given) { make_and_break(given, tally); });
    CHECK(tally.made > 1000);
    CHECK(tally.broken > 400);
  }
  SUBCASE("our own of 2020-12") {
    schema_suite::each_of_ours([&](const auto& given) { make_and_break(given, tally); });
    CHECK(tally.made > 200);
    CHECK(tally.broken > 60);
  }
}

TEST_CASE("a value is generated for every schema of every document of this project") {
  Tally tally;
  for (const char* folder : {"openapi", "tests"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(support::project_dir()) / folder)) {
      const auto ending = entry.path().extension();
      if (ending != ".yaml" && ending != ".json") continue;
      // What fuzzers found is there for what has no value.
      if (entry.path().string().find("/fuzz/") != std::string::npos) continue;
      std::ifstream stream(entry.path());
      std::stringstream text;
      text << stream.rdbuf();
      Findings findings;
      for (const auto& document : read_documents(entry.path().string(), text.str(), findings)) {
        if (!document->root().is_object() || !document->root().contains("openapi")) continue;
        each_schema(document->root(), "", [&](const std::string& pointer, const Json& written) {
          Findings own;
          const Schema schema(document, pointer, own);
          if (own.has_errors()) return;
          make_and_break(document->name() + "#" + pointer, schema, written, document->root(), true,
                         tally);
        });
      }
    }
  }
  CHECK(tally.made >= 30);
}

}  // namespace emulator
