#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/model/sample_formats.h"
#include "emulator/model/sample_pattern.h"
#include "emulator/model/sample_run.h"

namespace emulator {
namespace {

constexpr std::size_t kMostTextLength = 64 * 1024;

/// The tightest bounds; whether they themselves are allowed is found out by trying.
struct NumberRange {
  std::optional<Json> low;
  std::optional<Json> high;
};

NumberRange range_of(const Facts& facts) {
  NumberRange range;
  for (const char* keyword : {"minimum", "exclusiveMinimum"}) {
    for (const Json* bound : facts.values(keyword)) {
      if (bound->is_number() && (!range.low || compare_numbers(*bound, *range.low) > 0))
        range.low = *bound;
    }
  }
  for (const char* keyword : {"maximum", "exclusiveMaximum"}) {
    for (const Json* bound : facts.values(keyword)) {
      if (bound->is_number() && (!range.high || compare_numbers(*bound, *range.high) < 0))
        range.high = *bound;
    }
  }
  return range;
}

/// step * times, in decimal: 3 * 0.1 is 0.3.
std::optional<Json> times(const Json& step, long double count) {
  if (!(std::fabs(count) < 9e15L)) return std::nullopt;
  char text[64];
  const auto whole = static_cast<std::int64_t>(count);
  if (step.is_number_integer()) {
    std::int64_t product = 0;
    const bool is_large = step.is_number_unsigned() && step.get<std::uint64_t>() > INT64_MAX;
    if (is_large || __builtin_mul_overflow(step.get<std::int64_t>(), whole, &product))
      return std::nullopt;
    return Json(product);
  }
  const auto end =
      std::to_chars(text, text + sizeof text, step.get<double>(), std::chars_format::scientific)
          .ptr;
  const std::string written(text, end);
  const auto e = written.find('e');
  std::string digits = written.substr(0, e);
  int exponent = std::stoi(written.substr(e + 1));
  if (const auto dot = digits.find('.'); dot != std::string::npos) {
    exponent -= static_cast<int>(digits.size() - dot - 1);
    digits.erase(dot, 1);
  }
  std::int64_t product = 0;
  if (digits.size() > 18 || __builtin_mul_overflow(std::stoll(digits), whole, &product))
    return std::nullopt;
  Json value =
      Json::parse(std::to_string(product) + "e" + std::to_string(exponent), nullptr, false);
  if (!value.is_number()) return std::nullopt;
  const double number = value.get<double>();
  if (std::trunc(number) == number && std::fabs(number) < 9e15) {
    return Json(static_cast<std::int64_t>(number));
  }
  return value;
}

long double as_long_double(const Json& number) {
  return number.is_number_integer() && !number.is_number_unsigned()
             ? static_cast<long double>(number.get<std::int64_t>())
         : number.is_number_unsigned() ? static_cast<long double>(number.get<std::uint64_t>())
                                       : static_cast<long double>(number.get<double>());
}

std::int64_t greatest_common_divisor(std::int64_t a, std::int64_t b) {
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

/// One step that is a multiple of all, if they are whole numbers; else the largest.
Json common_step(const std::vector<const Json*>& factors) {
  Json step = 1;
  bool is_first = true;
  for (const Json* factor : factors) {
    if (!factor->is_number() || compare_numbers(*factor, Json(0)) <= 0) continue;
    if (is_first) {
      step = *factor;
      is_first = false;
      continue;
    }
    const bool both_whole = step.is_number_integer() && factor->is_number_integer();
    std::int64_t product = 0;
    if (both_whole) {
      const auto a = step.get<std::int64_t>();
      const auto b = factor->get<std::int64_t>();
      const auto divisor = greatest_common_divisor(a, b);
      if (divisor > 0 && !__builtin_mul_overflow(a / divisor, b, &product)) step = product;
    } else {
      // 0.3 and 0.2: a multiple of one that is one of the other is among the first few.
      for (int i = 1; i <= 1000; ++i) {
        const auto candidate = times(step, i);
        if (candidate && is_multiple_of(*candidate, *factor)) {
          step = *candidate;
          break;
        }
      }
    }
  }
  return step;
}

/// The first multiple of the step inside the range, counted in steps.
long double first_step(const NumberRange& range, const Json& step) {
  const long double width = as_long_double(step);
  const long double low = range.low ? as_long_double(*range.low) : 0;
  const long double high = range.high ? as_long_double(*range.high) : 0;
  if (range.low && low > 0) return std::ceil(low / width);
  if (range.high && high < 0) return std::floor(high / width);
  if (!range.low) return 0;
  // As a minimum says what is meant, it is shown.
  return std::ceil(low / width);
}

std::string of_length(const std::string& text, const TextLength& length) {
  const std::size_t own = count_code_points(text);
  if (own < length.least) {
    std::string longer = text;
    for (std::size_t i = own; i < length.least; ++i)
      longer += text.empty() ? 'a' : text[i % text.size()];
    return longer;
  }
  return own > length.most ? text.substr(0, length.most) : text;
}

}  // namespace

std::optional<Json> SampleRun::number(const Facts& facts, bool is_whole, std::size_t variant) {
  const NumberRange range = range_of(facts);
  auto factors = facts.values("multipleOf");
  const Json one = 1;
  if (is_whole || factors.empty()) factors.push_back(&one);
  if (!is_whole && !factors.empty() && factors.size() > 1) factors.pop_back();
  const Json step = common_step(factors);
  const long double first = first_step(range, step);
  const bool goes_down = range.high && (!range.low) && as_long_double(*range.high) < 0;
  std::vector<Json> candidates;
  const auto add = [&](const std::optional<Json>& candidate) {
    if (candidate) candidates.push_back(*candidate);
  };
  const auto add_steps = [&](long double count) {
    add(times(step, goes_down ? first - count : first + count));
  };
  if (options_.seed != 0) {
    const bool is_bounded = range.low && range.high;
    const long double room =
        is_bounded
            ? (as_long_double(*range.high) - as_long_double(*range.low)) / as_long_double(step)
            : 1000;
    for (int i = 0; i < 4; ++i) {
      add_steps(static_cast<long double>(
          random_.below(static_cast<std::uint64_t>(std::clamp<long double>(room, 1, 1e6)))));
    }
  }
  if (range.low && !is_whole && variant == 0) add(*range.low);
  for (int i = 0; i < 24; ++i)
    add_steps(static_cast<long double>(i) + static_cast<long double>(variant));
  for (int i = 1; i < 4; ++i) add_steps(-i);
  add(range.low);
  add(range.high);
  if (!is_whole && range.low && range.high) {
    for (const double part : {0.5, 0.25, 0.75, 0.1, 0.9}) {
      const double share = part / (1.0 + static_cast<double>(variant));
      add(Json(range.low->get<double>() +
               (range.high->get<double>() - range.low->get<double>()) * share));
    }
  } else if (!is_whole) {
    for (const double more : {0.5, 0.1, 1e-6}) {
      if (range.low) add(Json(range.low->get<double>() + more));
      if (range.high) add(Json(range.high->get<double>() - more));
      if (!range.low && !range.high) add(Json(more));
    }
  }
  for (auto& candidate : candidates) {
    if (satisfies(candidate, facts)) return std::move(candidate);
  }
  return std::nullopt;
}

std::optional<Json> SampleRun::text(const Facts& facts, std::size_t variant) {
  const TextLength length{facts.most_of("minLength", 0), facts.least_of("maxLength", SIZE_MAX)};
  if (length.least > length.most || length.least > kMostTextLength) return std::nullopt;
  std::vector<std::string> candidates;
  const std::size_t number = variant + (options_.seed == 0 ? 0 : 1 + random_.below(999));
  const std::string suffix = number == 0 ? "" : std::to_string(number);
  for (const Json* format : facts.values("format")) {
    if (!format->is_string()) continue;
    for (const std::size_t n : {number, variant, std::size_t{0}}) {
      auto some = format_samples(format->get_ref<const std::string&>(), n, length.least);
      candidates.insert(candidates.end(), some.begin(), some.end());
    }
  }
  for (const Json* pattern : facts.values("pattern")) {
    if (!pattern->is_string()) continue;
    for (int i = 0; i < 3; ++i) {
      SampleRandom own(options_.seed + variant * 1000 + static_cast<std::size_t>(i));
      auto made = pattern_sample(pattern->get_ref<const std::string&>(), length, own);
      if (!made) continue;
      // Where the pattern has an open end, another number is another text.
      if (number > 0) candidates.push_back(*made + suffix);
      candidates.push_back(*std::move(made));
    }
  }
  candidates.push_back(of_length("string" + suffix, length));
  // Short ones differ in their first characters.
  const char letter = static_cast<char>('a' + number % 26);
  candidates.push_back(of_length(std::string(1, letter) + suffix, length));
  for (const char* word : {"", "a", "b", "0", "1", "A", "-", "abc", "true", " "}) {
    candidates.push_back(of_length(word, length));
  }
  for (auto& candidate : candidates) {
    if (Json made = std::move(candidate); satisfies(made, facts)) return made;
  }
  return std::nullopt;
}

}  // namespace emulator
