#include "emulator/model/uri_syntax.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

bool stands_in(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Letters, digits, "-._~", "!$&'()*+,;=", escapes, and what `also` adds.
bool is_uri_text(std::string_view text, std::string_view also, bool is_iri_text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3 || !is_hex_digit(text[i + 1]) || !is_hex_digit(text[i + 2]))
        return false;
    } else if (!is_alphanumeric(c) && !stands_in(c, "-._~!$&'()*+,;=") && !stands_in(c, also) &&
               !(is_iri_text && is_beyond_ascii(c))) {
      return false;
    }
  }
  return true;
}

/// source  RFC 3986, section 3.2.2, IP-literal
bool is_literal_host(std::string_view host) {
  if (host.size() < 2 || host.back() != ']') return false;
  host = host.substr(1, host.size() - 2);
  if (host.empty() || to_lower(host.front()) != 'v') return is_ipv6(host);
  const auto dot = host.find('.');
  return dot != std::string_view::npos && dot > 1 && dot + 1 < host.size() &&
         std::all_of(host.begin() + 1, host.begin() + static_cast<std::ptrdiff_t>(dot),
                     is_hex_digit) &&
         is_uri_text(host.substr(dot + 1), ":", false);
}

bool is_authority(std::string_view text, bool is_iri_text) {
  const auto at = text.rfind('@');
  if (at != std::string_view::npos) {
    if (!is_uri_text(text.substr(0, at), ":", is_iri_text)) return false;
    text.remove_prefix(at + 1);
  }
  const auto colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && text.find(']', colon) == text.npos;
  if (has_port) {
    const auto port = text.substr(colon + 1);
    if (!std::all_of(port.begin(), port.end(), is_digit)) return false;
    text = text.substr(0, colon);
  }
  if (!text.empty() && text.front() == '[') return is_literal_host(text);
  return is_uri_text(text, "", is_iri_text);
}

/// The scheme before ':'; there is none: npos.
std::size_t scheme_length(std::string_view text) {
  const auto colon = text.find_first_of(":/?#");
  if (colon == std::string_view::npos || colon == 0 || text[colon] != ':') return text.npos;
  const auto scheme = text.substr(0, colon);
  const bool is_one = is_letter(scheme.front()) &&
                      std::all_of(scheme.begin(), scheme.end(),
                                  [](char c) { return is_alphanumeric(c) || stands_in(c, "+-."); });
  return is_one ? colon : text.npos;
}

bool is_reference(std::string_view text, bool needs_scheme, bool is_iri_text) {
  const auto scheme = scheme_length(text);
  if (scheme == text.npos && needs_scheme) return false;
  if (scheme != text.npos) text.remove_prefix(scheme + 1);
  const auto hash = text.find('#');
  if (hash != text.npos && !is_uri_text(text.substr(hash + 1), ":@/?", is_iri_text)) return false;
  text = text.substr(0, hash);
  const auto question = text.find('?');
  if (question != text.npos && !is_uri_text(text.substr(question + 1), ":@/?", is_iri_text))
    return false;
  text = text.substr(0, question);
  if (text.substr(0, 2) == "//") {
    const auto slash = text.find('/', 2);
    if (!is_authority(text.substr(2, slash == text.npos ? slash : slash - 2), is_iri_text))
      return false;
    text = slash == text.npos ? std::string_view() : text.substr(slash);
  }
  // Without a scheme a ':' in the first segment would make it one.
  const auto first = text.substr(0, text.find('/'));
  if (scheme == text.npos && first.find(':') != text.npos) return false;
  return is_uri_text(text, ":@/", is_iri_text);
}

bool is_address(int family, std::string_view text) {
  // The longest form has 45 characters; a NUL inside would end the text too early.
  if (text.size() > 45 || text.find('\0') != std::string_view::npos) return false;
  unsigned char address[16];
  return inet_pton(family, std::string(text).c_str(), address) == 1;
}

/// "path*" or "name:3", in an expression of a template.
bool is_variable(std::string_view text) {
  if (!text.empty() && text.back() == '*') text.remove_suffix(1);
  const auto colon = text.find(':');
  if (colon != text.npos) {
    const auto length = text.substr(colon + 1);
    if (length.empty() || length.size() > 4 || length.front() == '0' ||
        !std::all_of(length.begin(), length.end(), is_digit)) {
      return false;
    }
    text = text.substr(0, colon);
  }
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         is_uri_text(text, "", false) && text.find_first_of("-~!$&'()*+,;=") == text.npos;
}

bool is_expression(std::string_view text) {
  if (!text.empty() && stands_in(text.front(), "+#./;?&=,!@|")) text.remove_prefix(1);
  while (true) {
    const auto comma = text.find(',');
    if (!is_variable(text.substr(0, comma))) return false;
    if (comma == text.npos) return true;
    text.remove_prefix(comma + 1);
  }
}

bool is_template_literal(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (c >= 0 && c <= ' ') || c == 0x7F || stands_in(c, "\"'<>\\^`{|}");
  });
}

}  // namespace

bool is_ipv4(std::string_view text) { return is_address(AF_INET, text); }
bool is_ipv6(std::string_view text) { return is_address(AF_INET6, text); }

bool is_uri(std::string_view text) { return is_reference(text, true, false); }
bool is_uri_reference(std::string_view text) { return is_reference(text, false, false); }
bool is_iri(std::string_view text) { return is_reference(text, true, true); }
bool is_iri_reference(std::string_view text) { return is_reference(text, false, true); }

bool is_uri_template(std::string_view text) {
  while (true) {
    const auto open = text.find('{');
    if (!is_template_literal(text.substr(0, open))) return false;
    if (open == text.npos) return true;
    const auto close = text.find('}', open);
    if (close == text.npos || !is_expression(text.substr(open + 1, close - open - 1))) return false;
    text.remove_prefix(close + 1);
  }
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text.front() != '/') return false;
  for (std::size_t tilde = text.find('~'); tilde != text.npos; tilde = text.find('~', tilde + 1)) {
    if (tilde + 1 == text.size() || !stands_in(text[tilde + 1], "01")) return false;
  }
  return true;
}

bool is_relative_json_pointer(std::string_view text) {
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (digits == 0 || (digits > 1 && text.front() == '0')) return false;
  text.remove_prefix(digits);
  return text == "#" || is_json_pointer(text);
}

}  // namespace emulator
