#include "emulator/decide/idle_url.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr TargetPart kUrlKeys[] = {{"url", true, ""},
                                   {"urlPath", false, "queryParameters"},
                                   {"urlPathTemplate", false, "queryParameters"}};

bool is_sent_as_it_is(char c) { return c > ' ' && c < 0x7f; }

std::string encoded(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_sent_as_it_is(c))
      out += c;
    else
      ((out += '%') += kDigits[byte / 16]) += kDigits[byte % 16];
  }
  return out;
}

}  // namespace

std::string why_target_fits_nothing(const TargetPart& part, const std::string& url) {
  const std::string what = std::string("no call has the ") + part.name + " " + in_quotes(url);
  if (!std::all_of(url.begin(), url.end(), is_sent_as_it_is))
    return what + ", as such characters are sent percent-encoded; write " + in_quotes(encoded(url));
  if (url != "*" && !url.starts_with('/')) return what + ", as each begins with '/'";
  if (!part.has_query && url.find('?') != std::string::npos)
    return what + ", as it is compared without the query; ask for that by " + part.asks_query +
           ", or use url";
  return {};
}

std::string why_url_fits_nothing(const Json& pattern) {
  for (const TargetPart& part : kUrlKeys) {
    const auto found = pattern.find(part.name);
    if (found != pattern.end() && found->is_string())
      return why_target_fits_nothing(part, found->get<std::string>());
  }
  return {};
}

}  // namespace emulator
