#include "emulator/decide/credentials.h"

#include <algorithm>

#include "emulator/model/message.h"
#include "emulator/text/base64.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

std::string found_in_line(const Credentials& credentials, std::string_view value) {
  const AuthorizationValue given = read_authorization(value);
  if (!equal_ignoring_case(given.scheme, credentials.scheme))
    return given.has_blank ? told_scheme(given.scheme) : "a value without a scheme";
  if (given.token.empty()) return "no token after it";
  if (credentials.kind != Credentials::Kind::kBasic) return {};
  const auto decoded = from_base64(given.token);
  if (!decoded) return "what is no base64";
  return decoded->find(':') == std::string::npos ? "base64 without a colon inside" : "";
}

}  // namespace

AuthorizationValue read_authorization(std::string_view value) {
  const auto blank = value.find_first_of(" \t");
  AuthorizationValue out{value.substr(0, blank), {}, blank != std::string_view::npos};
  if (!out.has_blank) return out;
  const auto token = value.find_first_not_of(" \t", blank);
  if (token != std::string_view::npos) out.token = value.substr(token);
  return out;
}

std::string told_scheme(std::string_view word) {
  for (const char* known :
       {"Basic", "Bearer", "Digest", "Token", "ApiKey", "Negotiate", "HOBA", "AWS4-HMAC-SHA256"}) {
    if (equal_ignoring_case(word, known)) return "the scheme '" + std::string(known) + "'";
  }
  return "another scheme";
}

std::string found_in_place_of(const Credentials& credentials, In in,
                              const std::vector<GivenValue>& values) {
  if (credentials.kind == Credentials::Kind::kUnchecked) return {};
  if (values.empty()) return in == In::kHeader ? "no such header" : "none";
  if (credentials.kind == Credentials::Kind::kApiKey) {
    const bool all_empty = std::all_of(values.begin(), values.end(),
                                       [](const GivenValue& given) { return given.value.empty(); });
    return all_empty ? "an empty one" : "";
  }
  std::string found;
  for (const GivenValue& given : values) {
    std::string here = found_in_line(credentials, given.value);
    if (here.empty()) return {};
    if (found.empty()) found = std::move(here);
  }
  return found;
}

std::string wanted_by(const Credentials& credentials) {
  switch (credentials.kind) {
    case Credentials::Kind::kApiKey:
      return "an API key";
    case Credentials::Kind::kToken:
      return "the scheme " + in_quotes(credentials.scheme) + " and a token";
    case Credentials::Kind::kBasic:
      return "the scheme " + in_quotes(credentials.scheme) + " and 'USER:PASSWORD' in base64";
    case Credentials::Kind::kUnchecked:
      break;
  }
  return "nothing that can be checked";
}

}  // namespace emulator
