#include "emulator/serve/http_syntax.h"

#include <algorithm>

#include "emulator/text/ascii.h"

namespace emulator::wire {
namespace {

constexpr std::size_t kQuotedBytes = 80;

template <class Predicate>
bool all_of(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

/// RFC 3986 3.2.2, without the percent-encoding.
constexpr ByteSet kRegNameBytes([](char c) {
  return is_alphanumeric(c) ||
         (c != '\0' && std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos);
});
bool is_reg_name_byte(char c) { return kRegNameBytes.has(c); }

bool is_reg_name(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_reg_name_byte(text[i])) continue;
    if (text[i] != '%' || i + 2 >= text.size()) return false;
    if (!is_hex_digit(text[i + 1]) || !is_hex_digit(text[i + 2])) return false;
    i += 2;
  }
  return true;
}

bool is_port(std::string_view text) {
  if (text.size() > 5 || !all_of(text, is_digit)) return false;
  unsigned value = 0;
  for (const char c : text) value = value * 10 + static_cast<unsigned>(c - '0');
  return value <= 65535;
}

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

FieldLine no_field_line(std::string rule, std::string message, std::string hint) {
  return {Complaint{400, std::move(rule), std::move(message), std::move(hint)}, {}};
}

// A line may hold a token, and what is said of it goes into logs: its size is told, or how it begins.
std::string line_of(std::string_view text) {
  return "a header line of " + std::to_string(text.size()) + " bytes";
}
std::string line_with(std::string_view text) {
  return "the line that begins with " + in_quotes(text.substr(0, text.find_first_of(" \t:")));
}

Verdict check_field_name(std::string_view line, std::string_view name) {
  if (name.empty())
    return Complaint{400, "gate.header-name", line_of(line) + " has no name",
                     "a header line is a name, a colon and a value"};
  if (name.back() == ' ' || name.back() == '\t')
    return Complaint{400, "gate.space-before-colon",
                     "white space stands between the header name " +
                         in_quotes(name.substr(0, name.find_first_of(" \t"))) + " and its colon",
                     "write the colon right after the name"};
  const auto bad =
      std::find_if_not(name.begin(), name.end(), [](char c) { return is_token_byte(c); });
  if (bad != name.end())
    return Complaint{400, "gate.header-name",
                     "the header name that begins with " + in_quotes({name.begin(), bad}) +
                         " has the byte " + hex(*bad) + ", which no name has",
                     "a header name is a token, like X-Request-Id"};
  return std::nullopt;
}

Verdict check_field_value(std::string_view name, std::string_view value) {
  const auto bad = std::find_if(value.begin(), value.end(), [](char c) { return is_control(c); });
  if (bad == value.end()) return std::nullopt;
  if (*bad == '\0')
    return Complaint{400, "gate.nul", "the value of header " + in_quotes(name) + " has a NUL byte",
                     "send text only; encode binary values, for example as base64"};
  return Complaint{400, "gate.control-byte",
                   "the value of header " + in_quotes(name) + " has the control byte " + hex(*bad),
                   "send text only; encode binary values, for example as base64"};
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && all_of(text, [](char c) { return is_token_byte(c); });
}

bool is_host(std::string_view text) {
  std::string_view host = text;
  std::string_view after;
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    host = text.substr(1, end - 1);
    after = text.substr(end + 1);
    // IPv6, and RFC 3986's IPvFuture, which is a reg-name with colons.
    if (!all_of(host, [](char c) { return is_reg_name_byte(c) || c == ':'; })) return false;
    return after.empty() || (after.front() == ':' && is_port(after.substr(1)));
  }
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return is_reg_name(text);
  return is_reg_name(text.substr(0, colon)) && is_port(text.substr(colon + 1));
}

std::string hex(char c) {
  constexpr char kDigits[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return {'0', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
}

std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text.substr(0, kQuotedBytes)) {
    if (c == '\r') {
      result += "\\r";
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (c == ' ' || is_visible_ascii(c)) {
      result += c;
    } else {
      result += "\\" + hex(c).substr(1);
    }
  }
  return result + (text.size() > kQuotedBytes ? "...'" : "'");
}

FieldLine read_field_line(std::string_view text) {
  if (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    return no_field_line("gate.obs-fold",
                         line_of(text) +
                             " begins with white space, which would "
                             "continue the line before (obs-fold)",
                         "write each header on one line");
  const auto colon = text.find(':');
  if (colon == std::string_view::npos)
    return no_field_line("gate.header-line", line_of(text) + " has no colon",
                         "a header line is a name, a colon and a value");
  const auto name = text.substr(0, colon);
  const auto value = text.substr(colon + 1);
  if (auto complaint = check_field_name(text, name)) return {std::move(complaint), {}};
  if (auto complaint = check_field_value(name, value)) return {std::move(complaint), {}};
  return {std::nullopt, {name, trimmed(value)}};
}

LineFinder::Found LineFinder::find(std::string_view bytes) {
  const auto lf = bytes.find('\n', seen_);
  const auto end = lf == std::string_view::npos ? bytes.size() : lf;
  const auto cr = bytes.substr(0, end).find('\r', seen_);
  if (cr == std::string_view::npos) {
    seen_ = end;
    if (end == bytes.size()) return {};
    return {Complaint{400, "gate.bare-lf", line_with(bytes.substr(0, end)) + " ends with LF alone",
                      "end each line with CR LF"},
            end + 1,
            {}};
  }
  seen_ = cr;
  if (cr + 1 < end)
    return {Complaint{400, "gate.bare-cr",
                      line_with(bytes.substr(0, cr)) + " is followed by CR without LF",
                      "end each line with CR LF"},
            cr + 2,
            {}};
  if (end == bytes.size()) return {};
  seen_ = 0;
  return {std::nullopt, 0, cr};
}

}  // namespace emulator::wire
