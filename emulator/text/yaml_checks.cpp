#include "emulator/text/yaml_checks.h"

#include <string_view>

namespace emulator {
namespace {

constexpr std::size_t kMostYamlBytes = 16 * 1024 * 1024;
// Far more than any nesting that is read, and prose in a document may leave some open.
constexpr std::size_t kMostOpenBrackets = 10'000;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

void check_characters(Complaints& complaints, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_control(text[at])) {
      complaints.fatal("control-character", "YAML does not allow this control character", at,
                       "remove it, or write it as an escape like \"\\x1B\" in double quotes");
    }
    if (text[at] == '\r' && text.substr(at + 1, 1) != "\n") {
      complaints.fatal("line-end", "this carriage return is not followed by a line feed", at,
                       "save the file with line ends LF or CR LF");
    }
  }
}

void check_brackets(Complaints& complaints, std::string_view text) {
  std::size_t open = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '[' || text[at] == '{') {
      if (++open <= kMostOpenBrackets) continue;
      complaints.fatal("too-deep", "10,000 opening brackets before this one are never closed", at,
                       "make the text flatter");
    }
    if ((text[at] == ']' || text[at] == '}') && open > 0) --open;
  }
}

}  // namespace

void check_yaml_text(Complaints& complaints) {
  const std::string_view text = complaints.source().content();
  if (text.size() > kMostYamlBytes) {
    complaints.fatal("too-large", "a YAML text may have 16 MiB at most", 0,
                     "divide it, or write it as JSON");
  }
  check_characters(complaints, text);
  check_brackets(complaints, text);
}

void check_last_yaml_scalar(Complaints& complaints, std::size_t offset) {
  const std::string_view text = complaints.source().content();
  std::size_t at = offset;
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    at = text.find_first_of(" \t\r\n", at);
    at = text.find_first_not_of(" \t\r\n", at);
  }
  if (at >= text.size() || (text[at] != '\'' && text[at] != '"')) return;
  if (yaml_quote_is_closed(text, at)) return;
  complaints.fatal("syntax", "this quote is never closed", at, "close it with the same quote");
}

bool yaml_quote_is_closed(std::string_view text, std::size_t quote) {
  const char mark = text[quote];
  for (std::size_t at = quote + 1; at < text.size(); ++at) {
    const bool escape = mark == '"' ? text[at] == '\\' : text.substr(at, 2) == "''";
    if (escape) {
      ++at;
    } else if (text[at] == mark) {
      return true;
    }
  }
  return false;
}

std::size_t yaml_open_quote(std::string_view text, std::size_t from) {
  for (std::size_t at = from; (at = text.find_first_of("'\"", at)) < text.size(); ++at) {
    const bool opens =
        at == 0 || std::string_view(" \t\n[{,:").find(text[at - 1]) != std::string_view::npos;
    if (!opens) continue;  // an apostrophe inside a text
    if (!yaml_quote_is_closed(text, at)) return at;
    at = text.find(text[at], at + 1);
  }
  return std::string_view::npos;
}

bool yaml_bracket_is_closed(std::string_view text, std::size_t bracket) {
  std::size_t open = 0;
  for (std::size_t at = bracket; at < text.size(); ++at) {
    if (text[at] == '[' || text[at] == '{') ++open;
    if ((text[at] == ']' || text[at] == '}') && --open == 0) return true;
  }
  return false;
}

}  // namespace emulator
