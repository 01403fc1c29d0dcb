#include "emulator/model/sample_formats.h"

#include <algorithm>
#include <cstdio>

namespace emulator {
namespace {

std::string two_digits(std::size_t number) {
  std::string text = std::to_string(number % 100);
  return text.size() == 1 ? "0" + text : text;
}

/// n times round the calendar, the days that every month has.
std::string sample_date(std::size_t n) {
  return "20" + two_digits(25 + n / 336) + "-" + two_digits(1 + n / 28 % 12) + "-" +
         two_digits(1 + n % 28);
}

std::string sample_time(std::size_t n) {
  return two_digits(12 + n / 3600 % 12) + ":" + two_digits(n / 60 % 60) + ":" + two_digits(n % 60) +
         "Z";
}

std::string sample_uuid(std::size_t n) {
  char text[40];
  std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%012zx", n + 1);
  return text;
}

std::string fill(std::size_t used, std::size_t wanted) {
  return std::string(wanted > used ? wanted - used : 0, 'a');
}

/// Labels of at most 60 characters before the name.
std::string long_host(std::size_t wanted) {
  std::string host = "example.com";
  while (host.size() < wanted) {
    host = std::string(
               std::min<std::size_t>(60, std::max<std::size_t>(wanted - host.size(), 2) - 1), 'a') +
           "." + host;
  }
  return host;
}

std::string sample_base64(std::size_t n, std::size_t wanted) {
  std::string text = n == 0 ? "c3RyaW5n"
                            : std::string(1, static_cast<char>('A' + n % 26)) + "3Ry" +
                                  std::string(4, static_cast<char>('A' + n / 26 % 26));
  while (text.size() < wanted) text += "AAAA";
  return text;
}

}  // namespace

std::vector<std::string> format_samples(std::string_view format, std::size_t n, std::size_t least) {
  const std::string number = n == 0 ? "" : std::to_string(n);
  const std::string page = "https://example.com/" + number;
  if (format == "date") return {sample_date(n)};
  if (format == "date-time") {
    return {sample_date(n) + "T12:00:00Z",
            sample_date(n) + "T12:00:00." + std::string(least > 21 ? least - 21 : 1, '0') + "Z"};
  }
  if (format == "time")
    return {sample_time(n), "12:00:00." + std::string(least > 10 ? least - 10 : 1, '0') + "Z"};
  if (format == "duration") return {"P" + std::to_string(n + 1) + "D"};
  if (format == "email" || format == "idn-email") {
    return {"user" + number + "@example.com", "a" + number + "@b.c",
            "user@" + long_host(least > 5 ? least - 5 : 1)};
  }
  if (format == "uuid") return {sample_uuid(n)};
  if (format == "uri" || format == "iri")
    return {page, page + fill(page.size(), least), "a:" + number};
  if (format == "uri-reference" || format == "iri-reference") {
    return {page, page + fill(page.size(), least), "/" + number, ""};
  }
  if (format == "uri-template") {
    const std::string path = "/" + fill(6 + number.size(), least) + number;
    return {path + "{id}", "/" + number, ""};
  }
  if (format == "ipv4")
    return {"192.0.2." + std::to_string(1 + n % 250), "1.1.1." + std::to_string(n % 10)};
  if (format == "ipv6") {
    return {"2001:db8::" + std::to_string(1 + n % 9999), "::" + std::to_string(1 + n % 9),
            "2001:0db8:0000:0000:0000:0000:0000:000" + std::to_string(1 + n % 9)};
  }
  if (format == "hostname" || format == "idn-hostname") {
    return {n == 0 ? "example.com" : "host" + number + ".example.com",
            std::string(1, static_cast<char>('a' + n % 26)), long_host(least)};
  }
  if (format == "json-pointer") return {"/a" + number + fill(2 + number.size(), least), ""};
  if (format == "relative-json-pointer") {
    return {number + "0" + (least > 1 ? "/" + fill(2 + number.size(), least) : ""), "0"};
  }
  if (format == "regex") return {"^a" + number + "$", fill(0, std::max<std::size_t>(least, 1))};
  if (format == "byte") return {sample_base64(n, least), "", "AAAA"};
  return {};
}

}  // namespace emulator
