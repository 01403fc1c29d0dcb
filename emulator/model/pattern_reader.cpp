#include "emulator/model/pattern_reader.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/text/document.h"

namespace emulator {
namespace {

void require(bool is_right, const PatternSite& site, const char* expected) {
  if (!is_right) site.refuse(std::string("must be ") + expected + ", is " + described(site.value));
}

}  // namespace

const std::string& PatternSite::text() const {
  require(value.is_string(), *this, "a string");
  return value.get_ref<const std::string&>();
}

bool PatternSite::flag() const {
  require(value.is_boolean(), *this, "true or false");
  return value.get<bool>();
}

const PatternSite& PatternSite::object() const {
  require(value.is_object(), *this, "an object");
  return *this;
}

const PatternSite& PatternSite::array() const {
  require(value.is_array(), *this, "an array");
  return *this;
}

Regex PatternSite::regex() const {
  try {
    return Regex(text(), Regex::Style::kWholeValue);
  } catch (const std::invalid_argument& mistake) {
    refuse(brief(text()) + " is no regular expression: " + mistake.what());
  }
}

PatternSite PatternSite::member(std::string_view name) const {
  return {value.at(std::string(name)), pointer_append(pointer, name)};
}

PatternSite PatternSite::element(std::size_t index) const {
  return {value.at(index), pointer_append(pointer, index)};
}

void PatternSite::refuse(const std::string& detail) const { throw PatternError(pointer, detail); }

}  // namespace emulator
