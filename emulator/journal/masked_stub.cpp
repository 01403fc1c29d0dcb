#include "emulator/journal/masked_stub.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/secrets.h"

namespace emulator {
namespace {

constexpr std::string_view kNamed[] = {"headers", "queryParameters", "formParameters",
                                       "pathParameters", "cookies"};

bool has_names(std::string_view key) {
  return std::find(std::begin(kNamed), std::end(kNamed), key) != std::end(kNamed);
}

// Operands of a matcher; its options are boolean.
void mask_operands(Json& value) {
  if (value.is_structured()) {
    for (Json& member : value) mask_operands(member);
  } else if (value.is_string() || value.is_number()) {
    value = kMask;
  }
}

void mask_text(std::string_view name, Json& value) {
  if (value.is_array()) {
    for (Json& one : value) mask_text(name, one);
  } else if (value.is_string()) {
    value = mask_named(name, value.get<std::string>());
  }
}

}  // namespace

bool asks_for_secret(std::string_view key, std::string_view name) {
  return key == "cookies" || key.starts_with("basicAuth") ||
         (has_names(key) && is_secret_name(name));
}

Json masked_pattern(Json pattern) {
  if (!pattern.is_object()) return pattern;
  for (auto& [key, value] : pattern.items()) {
    if (asks_for_secret(key, "")) {
      mask_operands(value);
    } else if (has_names(key) && value.is_object()) {
      for (auto& [name, matcher] : value.items())
        if (asks_for_secret(key, name)) mask_operands(matcher);
    } else if (key.starts_with("url")) {
      mask_text("", value);
    }
  }
  return pattern;
}

Json masked_headers(Json headers) {
  if (headers.is_object())
    for (auto& [name, value] : headers.items()) mask_text(name, value);
  return headers;
}

Json masked_stub(Json mapping) {
  if (mapping.contains("request")) mapping["request"] = masked_pattern(mapping["request"]);
  if (mapping.contains("response") && mapping["response"].contains("headers"))
    mapping["response"]["headers"] = masked_headers(mapping["response"]["headers"]);
  return mapping;
}

}  // namespace emulator
