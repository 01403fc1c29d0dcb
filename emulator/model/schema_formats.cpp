#include "emulator/model/schema_formats.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/json_value.h"
#include "emulator/text/ascii.h"

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

bool is_date_time(std::string_view text) {
  return take_date(text) && take(text, "Tt") && take_time(text) && text.empty();
}

/// source  RFC 1123, section 2.1
bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_hostname(std::string_view text) {
  if (text.size() > 253) return false;
  while (true) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_address(int family, std::string_view text) {
  // The longest form has 45 characters; a NUL inside would end the text too early.
  if (text.size() > 45 || text.find('\0') != std::string_view::npos) return false;
  unsigned char address[16];
  return inet_pton(family, std::string(text).c_str(), address) == 1;
}

bool is_ipv4(std::string_view text) { return is_address(AF_INET, text); }
bool is_ipv6(std::string_view text) { return is_address(AF_INET6, text); }

/// source  RFC 5321, section 4.1.2: Dot-string, or Quoted-string
bool is_local_part(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') {
    return std::all_of(text.begin() + 1, text.end() - 1,
                       [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
  }
  const bool has_stray_dot =
      text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos;
  return !has_stray_dot && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || is_one_of(c, "!#$%&'*+-/=?^_`{|}~.");
  });
}

bool is_mail_domain(std::string_view text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return is_hostname(text);
  text = text.substr(1, text.size() - 2);
  constexpr std::string_view kTag = "IPv6:";
  return text.substr(0, kTag.size()) == kTag ? is_ipv6(text.substr(kTag.size())) : is_ipv4(text);
}

bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  return at != std::string_view::npos && is_local_part(text.substr(0, at)) &&
         is_mail_domain(text.substr(at + 1));
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_hyphen_place = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen_place ? text[i] != '-' : !is_hex_digit(text[i])) return false;
  }
  return true;
}

/// An absolute URI by its characters.
/// source  RFC 3986, sections 2 and 3.1
bool is_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front())) return false;
  const auto scheme = text.substr(0, colon);
  if (!std::all_of(scheme.begin(), scheme.end(),
                   [](char c) { return is_alphanumeric(c) || is_one_of(c, "+-."); })) {
    return false;
  }
  for (std::size_t i = colon + 1; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3 || !is_hex_digit(text[i + 1]) || !is_hex_digit(text[i + 2]))
        return false;
    } else if (!is_alphanumeric(text[i]) && !is_one_of(text[i], "-._~:/?#[]@!$&'()*+,;=")) {
      return false;
    }
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

constexpr Format kFormats[] = {
    {"date", "a date such as 2025-09-30", string_holds<is_date>},
    {"date-time", "a date and time such as 2025-09-30T12:00:00Z", string_holds<is_date_time>},
    {"email", "an email address", string_holds<is_email>},
    {"uuid", "a UUID", string_holds<is_uuid>},
    {"uri", "a URI", string_holds<is_uri>},
    {"ipv4", "an IPv4 address", string_holds<is_ipv4>},
    {"ipv6", "an IPv6 address", string_holds<is_ipv6>},
    {"hostname", "a host name", string_holds<is_hostname>},
    {"byte", "base64", string_holds<is_base64>},
    {"int32", "an integer of 32 bits", fits<std::int32_t>},
    {"int64", "an integer of 64 bits", fits<std::int64_t>},
};

}  // namespace

const Format* find_format(std::string_view name) {
  const auto format = std::find_if(std::begin(kFormats), std::end(kFormats),
                                   [&](const Format& candidate) { return candidate.name == name; });
  return format == std::end(kFormats) ? nullptr : format;
}

}  // namespace emulator
