#include "emulator/testing/value.h"

#include <nlohmann/json.hpp>

#include "emulator/testing/error.h"
#include "emulator/text/json.h"

namespace emulator::testing {

Value::Value(double number) : text_(Json(number).dump()) {}

Value::Value(const std::string& text) {
  try {
    text_ = Json(text).dump();
  } catch (const Json::exception&) {
    throw Error(
        "a text that is not UTF-8 cannot be JSON; give bytes as base64, or as the body of a reply");
  }
}

Value::Value(const Members& members) {
  Json object = Json::object();
  for (const auto& [name, value] : members) object[name] = Json::parse(value.text());
  text_ = object.dump();
}

Value Value::list(const std::vector<Value>& elements) {
  Json array = Json::array();
  for (const Value& element : elements) array.push_back(Json::parse(element.text()));
  return json(array.dump());
}

Value Value::json(std::string text) {
  try {
    Value value(nullptr);
    value.text_ = Json::parse(text).dump();
    return value;
  } catch (const Json::exception& error) {
    throw Error("this is no JSON: " + text + " (" + error.what() + ")");
  }
}

}  // namespace emulator::testing
