#include "emulator/text/yaml_scalar.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "emulator/text/ascii.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_null(std::string_view text) { return is_one_of(text, {"", "~", "null", "Null", "NULL"}); }

std::optional<bool> boolean(std::string_view text) {
  if (is_one_of(text, {"true", "True", "TRUE"})) return true;
  if (is_one_of(text, {"false", "False", "FALSE"})) return false;
  return std::nullopt;
}

bool all_digits(std::string_view text, int base = 10) {
  const auto fits = [base](char c) { return is_hex_digit(c) && hex_value(c) < base; };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

/// The number in 64 bits; it does not fit: nullopt.
std::optional<Json> whole_number(std::string_view digits, int base, bool negative) {
  std::uint64_t magnitude = 0;
  const char* end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, magnitude, base).ec != std::errc{}) return std::nullopt;
  if (!negative) return magnitude;
  constexpr auto kLowest = std::uint64_t{1} << 63;
  if (magnitude > kLowest) return std::nullopt;
  return static_cast<std::int64_t>(~magnitude + 1);
}

/// A whole number of base 8 or 16, as near as a double comes.
double large_number(std::string_view digits, int base) {
  double value = 0;
  for (const char c : digits) value = value * base + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  return value;
}

std::optional<Json> integer(std::string_view text) {
  for (const auto& [prefix, base] : {std::pair{"0o", 8}, std::pair{"0x", 16}}) {
    const std::string_view digits = text.substr(std::min<std::size_t>(2, text.size()));
    if (!text.starts_with(prefix) || !all_digits(digits, base)) continue;
    if (auto number = whole_number(digits, base, false)) return number;
    return large_number(digits, base);
  }
  const std::string_view digits = without_sign(text);
  if (!all_digits(digits)) return std::nullopt;
  return whole_number(digits, 10, text.starts_with('-'));
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool looks_like_float(std::string_view text) {
  text = without_sign(text);
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    if (!all_digits(without_sign(text.substr(exponent + 1)))) return false;
    text = text.substr(0, exponent);
  }
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return all_digits(text);
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = text.substr(point + 1);
  if (whole.empty()) return all_digits(fraction);
  return all_digits(whole) && (fraction.empty() || all_digits(fraction));
}

bool is_infinite_or_nan(std::string_view text) {
  return is_one_of(text, {".nan", ".NaN", ".NAN"}) ||
         is_one_of(without_sign(text), {".inf", ".Inf", ".INF"});
}

/// The nearest double; beyond the largest: infinite.
double floating(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc::result_out_of_range) return value;
  // from_chars says the same of too large and too small; only the exponent's sign tells them apart.
  const std::size_t exponent = text.find_first_of("eE");
  const bool small = exponent != std::string_view::npos && text[exponent + 1] == '-';
  return small ? 0.0 : std::numeric_limits<double>::infinity();
}

bool fits(std::string_view tag, std::string_view text, const Json& value) {
  if (tag == "null") return value.is_null();
  if (tag == "bool") return value.is_boolean();
  if (tag == "int") return integer(text) || all_digits(without_sign(text));
  return value.is_number();
}

}  // namespace

Json plain_yaml_scalar(std::string_view text, YamlScalarProblem& problem) {
  if (is_null(text)) return nullptr;
  if (const auto flag = boolean(text)) return *flag;
  Json number = integer(text).value_or(nullptr);
  if (number.is_null() && looks_like_float(text)) number = floating(text);
  const bool is_infinite = number.is_number_float() && !std::isfinite(number.get<double>());
  if (!is_infinite && !is_infinite_or_nan(text)) return number.is_null() ? Json(text) : number;
  problem = {in_quotes(text) + " is a number that JSON does not have",
             "put it in quotes if it is a text"};
  return nullptr;
}

Json tagged_yaml_scalar(std::string_view tag, std::string_view text, YamlScalarProblem& problem) {
  constexpr std::string_view kPrefix = "tag:yaml.org,2002:";
  const std::string_view name = tag.starts_with(kPrefix) ? tag.substr(kPrefix.size()) : "";
  if (name == "str") return text;
  if (!is_one_of(name, {"null", "bool", "int", "float"})) {
    problem = {"the tag " + in_quotes(tag) + " is not known",
               "remove it; known are !!str, !!int, !!float, !!bool, !!null, !!seq and !!map"};
    return nullptr;
  }
  Json value = plain_yaml_scalar(text, problem);
  if (!problem.message.empty()) return nullptr;
  if (!fits(name, text, value)) {
    problem = {in_quotes(text) + " is not what its tag !!" + std::string(name) + " says",
               "remove the tag, or correct the value"};
    return nullptr;
  }
  if (name == "float") return value.get<double>();
  return value;
}

}  // namespace emulator
