#include "emulator/journal/cookies.h"

#include <algorithm>

namespace emulator {
namespace {

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void add_cookie(std::string_view pair, std::vector<Cookie>& cookies) {
  pair = without_blanks(pair);
  const auto equals = pair.find('=');
  const bool has_value = equals != std::string_view::npos;
  if (equals == 0 || pair.empty()) return;
  cookies.push_back(
      {pair.substr(0, equals), has_value ? pair.substr(equals + 1) : std::string_view()});
}

}  // namespace

std::vector<Cookie> cookies_of(const Request& request) {
  std::vector<Cookie> cookies;
  for (const HeaderLine& line : request.headers) {
    if (!equal_ignoring_case(line.name, "Cookie")) continue;
    for (std::string_view rest = line.value; !rest.empty();) {
      const auto end = std::min(rest.find(';'), rest.size());
      add_cookie(rest.substr(0, end), cookies);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return cookies;
}

std::vector<Cookie> cookies_set_by(const std::vector<Header>& headers) {
  std::vector<Cookie> cookies;
  for (const Header& header : headers) {
    if (!equal_ignoring_case(header.name, "Set-Cookie")) continue;
    const std::string_view value = header.value;
    add_cookie(value.substr(0, value.find(';')), cookies);
  }
  return cookies;
}

}  // namespace emulator
