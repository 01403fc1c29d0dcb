#include "emulator/serve/gate_target.h"

#include <algorithm>

#include "emulator/model/secrets.h"
#include "emulator/text/ascii.h"

namespace emulator::wire {
namespace {

/// "%C3" for the byte.
std::string encoded(char c) {
  std::string text = "%" + hex(c).substr(2);
  for (char& digit : text)
    if (is_letter(digit)) digit = static_cast<char>(digit - 'a' + 'A');
  return text;
}

Complaint refused_byte(std::string_view target, char c) {
  if (c == '#')
    return Complaint{400, "gate.fragment",
                     "the target " + in_quotes(mask_query(target)) + " has a fragment, '#'",
                     "leave the fragment out; a literal '#' is sent as %23"};
  if (c == ' ')
    return Complaint{400, "gate.space-in-target",
                     "the target " + in_quotes(mask_query(target)) + " has a space",
                     "send a space as %20"};
  if (c == '\0')
    return Complaint{400, "gate.nul",
                     "the target " + in_quotes(mask_query(target)) + " has a NUL byte",
                     "send the target without it"};
  if (static_cast<unsigned char>(c) >= 0x80)
    return Complaint{400, "gate.non-ascii",
                     "the target " + in_quotes(mask_query(target)) + " has the byte " + hex(c) +
                         ", which is not ASCII",
                     "percent-encode it: " + encoded(c)};
  return Complaint{
      400, "gate.control-byte",
      "the target " + in_quotes(mask_query(target)) + " has the control byte " + hex(c),
      "percent-encode it: " + encoded(c)};
}

Verdict check_percent(std::string_view target, std::size_t at) {
  const auto escape = target.substr(at, 3);
  if (escape.size() < 3 || !is_hex_digit(escape[1]) || !is_hex_digit(escape[2]))
    return Complaint{400, "gate.percent-encoding",
                     "the target " + in_quotes(mask_query(target)) + " has " + in_quotes(escape) +
                         ", which encodes no byte",
                     "'%' is followed by two hexadecimal digits; a literal '%' is sent as %25"};
  if (escape == "%00")
    return Complaint{400, "gate.nul",
                     "the target " + in_quotes(mask_query(target)) + " has an encoded NUL, '%00'",
                     "send the target without it"};
  return std::nullopt;
}

constexpr ByteSet kPlainBytes([](char c) { return is_visible_ascii(c) && c != '#' && c != '%'; });

Verdict check_bytes(std::string_view target) {
  for (std::size_t i = 0; i < target.size(); ++i) {
    const char c = target[i];
    if (kPlainBytes.has(c)) continue;
    if (c != '%') return refused_byte(target, c);
    if (auto complaint = check_percent(target, i)) return complaint;
  }
  return std::nullopt;
}

/// scheme "://" authority
bool is_absolute_form(std::string_view target) {
  const auto colon = target.find("://");
  if (colon == std::string_view::npos || !is_letter(target.front())) return false;
  const auto scheme = target.substr(0, colon);
  const auto authority = target.substr(colon + 3);
  return is_token(scheme) && !authority.empty() &&
         std::string_view("/?").find(authority.front()) == std::string_view::npos;
}

/// host ":" port, both there
bool is_authority_form(std::string_view target) {
  const auto colon = target.rfind(':');
  return is_host(target) && colon != std::string_view::npos && colon > 0 &&
         colon + 1 < target.size() && target.back() != ']';
}

}  // namespace

Verdict check_target(std::string_view method, std::string_view target) {
  if (target.empty())
    return Complaint{400, "gate.request-line", "the request line has no target",
                     "send the path, at least '/'"};
  if (auto complaint = check_bytes(target)) return complaint;
  if (method == "CONNECT") {
    if (is_authority_form(target)) return std::nullopt;
    return Complaint{
        400, "gate.target-form",
        "the target " + in_quotes(mask_query(target)) + " of CONNECT is not a host and a port",
        "send CONNECT host:port"};
  }
  if (target.front() == '/' || is_absolute_form(target)) return std::nullopt;
  if (target == "*") {
    if (method == "OPTIONS") return std::nullopt;
    return Complaint{400, "gate.target-form", "the target '*' is for OPTIONS only",
                     "send the path, at least '/'"};
  }
  return Complaint{400, "gate.target-form",
                   "the target " + in_quotes(mask_query(target)) +
                       " begins neither with '/' nor with a scheme and a host",
                   "send the path from its first '/' on"};
}

}  // namespace emulator::wire
