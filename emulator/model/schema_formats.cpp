#include "emulator/model/schema_formats.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "emulator/model/json_value.h"
#include "emulator/model/uri_syntax.h"
#include "emulator/text/ascii.h"
#include "emulator/text/regex.h"

namespace emulator {
namespace {

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Takes exactly `digits` digits from the front; fewer are there: nullopt.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits || !std::all_of(text.begin(), text.begin() + digits, is_digit)) {
    return std::nullopt;
  }
  int number = 0;
  for (const char c : text.substr(0, digits)) number = number * 10 + (c - '0');
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || !is_one_of(text.front(), any_of)) return false;
  text.remove_prefix(1);
  return true;
}

int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : kDays[month - 1];
}

/// source  RFC 3339, section 5.6, full-date
bool take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, "-")) return false;
  const auto month = take_number(text, 2);
  if (!month || *month < 1 || *month > 12 || !take(text, "-")) return false;
  const auto day = take_number(text, 2);
  return day && *day >= 1 && *day <= days_in_month(*year, *month);
}

/// Minutes east of UTC.
std::optional<int> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return 0;
  const bool is_west = !text.empty() && text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return (*hours * 60 + *minutes) * (is_west ? -1 : 1);
}

/// source  RFC 3339, section 5.6, full-time; second 60 only where a leap second may be, 23:59 UTC
bool take_time(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ":")) return false;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ":")) return false;
  const auto second = take_number(text, 2);
  if (!second || *second > 60) return false;
  if (take(text, ".")) {
    if (!take_number(text, 1)) return false;
    while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
  }
  const auto offset = take_offset(text);
  if (!offset) return false;
  constexpr int kDay = 24 * 60;
  const int utc = (*hour * 60 + *minute - *offset + kDay) % kDay;
  return *second < 60 || utc == kDay - 1;
}

bool is_date(std::string_view text) { return take_date(text) && text.empty(); }

bool is_time(std::string_view text) { return take_time(text) && text.empty(); }

bool is_date_time(std::string_view text) {
  return take_date(text) && take(text, "Tt") && take_time(text) && text.empty();
}

/// How many of one unit, as "3Y"; what is there is another unit, or nothing: false.
bool take_amount(std::string_view& text, char unit) {
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (digits == 0 || digits == text.size() || text[digits] != unit) return false;
  text.remove_prefix(digits + 1);
  return true;
}

/// Amounts of units that follow each other without a gap: "1Y2M" and not "1Y2D".
bool take_amounts(std::string_view& text, std::string_view units) {
  std::size_t unit = 0;
  while (unit < units.size() && !take_amount(text, units[unit])) ++unit;
  if (unit == units.size()) return false;
  while (++unit < units.size() && take_amount(text, units[unit])) {
  }
  return true;
}

/// source  RFC 3339, appendix A, duration
bool is_duration(std::string_view text) {
  if (!take(text, "P")) return false;
  if (take_amount(text, 'W')) return text.empty();
  const bool has_date = take_amounts(text, "YMD");
  if (!take(text, "T")) return has_date && text.empty();
  return take_amounts(text, "HMS") && text.empty();
}

/// A name of letters of any script has them as they are, or in ASCII behind "xn--".
enum class Script { kAscii, kAny };

/// source  RFC 1123, section 2.1
template <Script script>
bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) {
           return is_alphanumeric(c) || c == '-' || (script == Script::kAny && is_beyond_ascii(c));
         });
}

template <Script script>
bool is_hostname(std::string_view text) {
  if (text.size() > 253) return false;
  while (true) {
    const auto dot = text.find('.');
    if (!is_label<script>(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

/// source  RFC 5321, section 4.1.2: Dot-string, or Quoted-string
template <Script script>
bool is_local_part(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') {
    return std::all_of(text.begin() + 1, text.end() - 1,
                       [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
  }
  const bool has_stray_dot =
      text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos;
  return !has_stray_dot && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || is_one_of(c, "!#$%&'*+-/=?^_`{|}~.") ||
           (script == Script::kAny && is_beyond_ascii(c));
  });
}

template <Script script>
bool is_mail_domain(std::string_view text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']')
    return is_hostname<script>(text);
  text = text.substr(1, text.size() - 2);
  constexpr std::string_view kTag = "IPv6:";
  return text.substr(0, kTag.size()) == kTag ? is_ipv6(text.substr(kTag.size())) : is_ipv4(text);
}

template <Script script>
bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  return at != std::string_view::npos && is_local_part<script>(text.substr(0, at)) &&
         is_mail_domain<script>(text.substr(at + 1));
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_hyphen_place = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen_place ? text[i] != '-' : !is_hex_digit(text[i])) return false;
  }
  return true;
}

/// source  RFC 4648, section 4, with padding
bool is_base64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  for (int padding = 0; padding < 2 && !text.empty() && text.back() == '='; ++padding) {
    text.remove_suffix(1);
  }
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alphanumeric(c) || c == '+' || c == '/'; });
}

/// Of strings; any other value passes.
template <bool (*is_valid)(std::string_view)>
bool string_holds(const Json& value) {
  return !value.is_string() || is_valid(value.get_ref<const std::string&>());
}

/// Of numbers; any other value passes.
template <class Integer>
bool fits(const Json& value) {
  if (!value.is_number()) return true;
  return is_integer(value) && compare_numbers(value, std::numeric_limits<Integer>::min()) >= 0 &&
         compare_numbers(value, std::numeric_limits<Integer>::max()) <= 0;
}

bool is_regex(std::string_view text) {
  try {
    return Regex(std::string(text), Regex::Style::kSearch).is_ecma();
  } catch (const std::invalid_argument&) {
    return false;
  }
}

/// source  JSON Schema 2020-12, Validation, section 7.3; OpenAPI's format registry
constexpr Format kFormats[] = {
    {"date", "a date such as 2025-09-30", string_holds<is_date>},
    {"date-time", "a date and time such as 2025-09-30T12:00:00Z", string_holds<is_date_time>},
    {"time", "a time such as 12:00:00Z", string_holds<is_time>},
    {"duration", "a duration such as P1DT12H", string_holds<is_duration>},
    {"email", "an email address", string_holds<is_email<Script::kAscii>>},
    {"idn-email", "an email address", string_holds<is_email<Script::kAny>>},
    {"uuid", "a UUID", string_holds<is_uuid>},
    {"uri", "a URI", string_holds<is_uri>},
    {"uri-reference", "a URI or a reference to one", string_holds<is_uri_reference>},
    {"iri", "an IRI", string_holds<is_iri>},
    {"iri-reference", "an IRI or a reference to one", string_holds<is_iri_reference>},
    {"uri-template", "a URI template", string_holds<is_uri_template>},
    {"ipv4", "an IPv4 address", string_holds<is_ipv4>},
    {"ipv6", "an IPv6 address", string_holds<is_ipv6>},
    {"hostname", "a host name", string_holds<is_hostname<Script::kAscii>>},
    {"idn-hostname", "a host name", string_holds<is_hostname<Script::kAny>>},
    {"json-pointer", "a JSON Pointer", string_holds<is_json_pointer>},
    {"relative-json-pointer", "a relative JSON Pointer", string_holds<is_relative_json_pointer>},
    {"regex", "a regular expression of ECMA-262", string_holds<is_regex>},
    {"byte", "base64", string_holds<is_base64>},
    {"int8", "an integer of 8 bits", fits<std::int8_t>},
    {"int16", "an integer of 16 bits", fits<std::int16_t>},
    {"int32", "an integer of 32 bits", fits<std::int32_t>},
    {"int64", "an integer of 64 bits", fits<std::int64_t>},
    {"uint8", "an unsigned integer of 8 bits", fits<std::uint8_t>},
    {"uint16", "an unsigned integer of 16 bits", fits<std::uint16_t>},
    {"uint32", "an unsigned integer of 32 bits", fits<std::uint32_t>},
    {"uint64", "an unsigned integer of 64 bits", fits<std::uint64_t>},
};

}  // namespace

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const Format& format : kFormats) names.emplace_back(format.name);
    return names;
  }();
  return kNames;
}

const Format* find_format(std::string_view name) {
  const auto format = std::find_if(std::begin(kFormats), std::end(kFormats),
                                   [&](const Format& candidate) { return candidate.name == name; });
  return format == std::end(kFormats) ? nullptr : format;
}

}  // namespace emulator
