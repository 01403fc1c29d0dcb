#include "emulator/journal/call_secrets.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/journal/cookies.h"
#include "emulator/model/secrets.h"
#include "emulator/model/target.h"
#include "emulator/text/base64.h"

namespace emulator {
namespace {

constexpr std::size_t kLeast = 4;
// Texts cut long values short: so much of one tells it.
constexpr std::size_t kTelling = 12;

std::size_t common_length(std::string_view a, std::string_view b) {
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(differ.first - a.begin());
}

void mask_value(std::string_view secret, std::string& text) {
  const std::string_view begin = secret.substr(0, kTelling);
  for (auto at = text.find(begin); at != std::string::npos;
       at = text.find(begin, at + kMask.size()))
    text.replace(at, common_length(secret, std::string_view(text).substr(at)), kMask);
}

bool holds_cookies(std::string_view name) {
  return equal_ignoring_case(name, "Cookie") || equal_ignoring_case(name, "Set-Cookie");
}

// "jane:s3cret", base64.
std::string password_in(std::string_view token) {
  const auto pair = from_base64(token);
  if (!pair) return {};
  const auto colon = pair->find(':');
  return colon == std::string::npos ? std::string() : pair->substr(colon + 1);
}

}  // namespace

CallSecrets::CallSecrets(const Entry& entry) {
  const auto add_from_query = [&](std::string_view value) {
    add(value);
    if (const auto decoded = percent_decode(value, true)) add(*decoded);
  };
  for_each_secret_in(entry.request.target, add_from_query);
  for (const HeaderLine& line : entry.request.headers) {
    add_header(line.name, line.value);
    for_each_secret_in(line.value, add_from_query);
  }
  for (const Cookie& cookie : cookies_of(entry.request)) add(cookie.value);
  const std::vector<Header>& headers = entry.decision.response.headers;
  for (const Header& header : headers) {
    add_header(header.name, header.value);
    for_each_secret_in(header.value, add_from_query);
  }
  for (const Cookie& cookie : cookies_set_by(headers)) add(cookie.value);
  // A longer one may begin with a shorter one.
  std::sort(values_.begin(), values_.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
}

// Of "bearer TOKEN" the token is secret by itself. Cookies are added one by one.
void CallSecrets::add_header(std::string_view name, std::string_view value) {
  if (!is_secret_name(name) || holds_cookies(name)) return;
  add(value);
  const auto blank = value.find(' ');
  if (blank == std::string_view::npos) return;
  const std::string_view token = value.substr(blank + 1);
  add(token);
  add(password_in(token));
}

void CallSecrets::add(std::string_view value) {
  if (value.size() >= kLeast) values_.emplace_back(value);
}

std::string CallSecrets::masked(std::string text) const {
  for (const std::string& value : values_) mask_value(value, text);
  return text;
}

void CallSecrets::mask(Json& value) const {
  if (values_.empty()) return;
  if (value.is_string()) {
    value = masked(value.get<std::string>());
  } else if (value.is_structured()) {
    for (Json& member : value) mask(member);
  }
}

}  // namespace emulator
