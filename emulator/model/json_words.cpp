#include "emulator/model/json_words.h"

#include <nlohmann/json.hpp>

#include "emulator/text/quote.h"

namespace emulator {

std::string brief(std::string_view text) { return in_quotes(text, 60); }

std::string written(const Json& value) {
  if (value.is_string()) return brief(value.get_ref<const std::string&>());
  if (value.is_array()) return "an array";
  if (value.is_object()) return "an object";
  return value.dump();
}

std::string described(const Json& value) {
  if (value.is_string()) return "the string " + written(value);
  if (value.is_number()) return "the number " + written(value);
  return written(value);
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count).append(" ").append(noun).append(count == 1 ? "" : "s");
}

}  // namespace emulator
