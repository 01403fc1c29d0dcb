#include "emulator/serve/json_differences.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/model/equal_to_json.h"
#include "emulator/text/document.h"
#include "emulator/text/quote.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

constexpr std::size_t kMostPlaces = 3;
constexpr std::size_t kMostShown = 200;
// Every place is compared again with all below it, and members are looked up one by one.
constexpr std::size_t kMostBytes = 1u << 20;
constexpr std::size_t kMostMembers = 1'000;

std::string shown(const Json* value) {
  return value ? printable(to_wire_text(*value), kMostShown) : "none";
}

/// Looks for the places: as deep as both sides have the same kind.
class PlaceSearch {
 public:
  explicit PlaceSearch(EqualToJson::Options options) : options_(options) {}

  void look(const Json& expected, const Json& actual, const std::string& pointer) {
    if (is_equal(Json::array({expected}), Json::array({actual}))) return;
    const bool is_large = std::max(expected.size(), actual.size()) > kMostMembers;
    if (expected.is_object() && actual.is_object() && !is_large)
      return look_into_objects(expected, actual, pointer);
    const bool in_order = expected.is_array() && actual.is_array() && !options_.ignore_array_order;
    if (in_order && expected.size() <= actual.size() && !is_large)
      return look_into_arrays(expected, actual, pointer);
    add(pointer, &expected, &actual);
  }

  std::vector<std::string> lines() const {
    std::vector<std::string> out = lines_;
    if (places_ > kMostPlaces)
      out.push_back("body: and " + std::to_string(places_ - kMostPlaces) + " more places");
    return out;
  }

 private:
  bool is_equal(const Json& expected, const Json& actual) const {
    return EqualToJson({expected, ""}, options_).matches(actual);
  }

  void look_into_objects(const Json& expected, const Json& actual, const std::string& pointer) {
    for (const auto& [name, value] : expected.items()) {
      const std::string at = pointer_append(pointer, name);
      const auto found = actual.find(name);
      if (found != actual.end()) {
        look(value, *found, at);
      } else if (!is_equal(Json{{name, value}}, Json::object())) {  // some may be missing
        add(at, &value, nullptr);
      }
    }
    if (options_.ignore_extra_elements) return;
    for (const auto& [name, value] : actual.items())
      if (!expected.contains(name)) add(pointer_append(pointer, name), nullptr, &value);
  }

  void look_into_arrays(const Json& expected, const Json& actual, const std::string& pointer) {
    for (std::size_t i = 0; i < expected.size(); ++i)
      look(expected[i], actual[i], pointer_append(pointer, i));
    if (options_.ignore_extra_elements) return;
    for (std::size_t i = expected.size(); i < actual.size(); ++i)
      add(pointer_append(pointer, i), nullptr, &actual[i]);
  }

  void add(const std::string& pointer, const Json* expected, const Json* actual) {
    if (++places_ > kMostPlaces) return;
    lines_.push_back("body" + (pointer.empty() ? "" : " " + printable(pointer, kMostShown)) +
                     ": expected " + shown(expected) + ", found " + shown(actual));
  }

  const EqualToJson::Options options_;
  std::size_t places_ = 0;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> json_body_differences(const Json& matcher, std::string_view body) {
  const Json& given = matcher.at("equalToJson");
  if (body.size() > kMostBytes) return {};
  const Json expected =
      given.is_string() ? shallow_json(given.get_ref<const std::string&>()) : given;
  const Json actual = shallow_json(body);
  if (expected.is_discarded() || actual.is_discarded()) return {};
  PlaceSearch search(
      {matcher.value("ignoreArrayOrder", false), matcher.value("ignoreExtraElements", false)});
  search.look(expected, actual, "");
  return search.lines();
}

}  // namespace emulator
