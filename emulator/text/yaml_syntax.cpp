#include "emulator/text/yaml_syntax.h"

#include <algorithm>
#include <optional>

#include "emulator/text/yaml_checks.h"

namespace emulator {
namespace {

/// Where to look: at the stop, at the bracket that was opened last, or at the quote that comes after
/// the last event.
enum class Look { kStop, kOpened, kQuote };

struct Row {
  std::string_view reason;  // the begin of yaml-cpp's message
  std::string_view message;
  std::string_view hint;
  Look look = Look::kStop;
};

constexpr std::string_view kTabMessage = "a tab in the indentation";
constexpr std::string_view kTabHint = "indent with spaces";

constexpr std::string_view kQuoteMessage = "this quote is never closed";
constexpr std::string_view kQuoteHint = "close it with the same quote";

constexpr Row kRows[] = {
    {"illegal map value", "a ':' stands where no value can begin",
     "put the text in quotes if the ':' belongs to it, else check the indentation, and that each "
     "':' "
     "on the line above has a space behind it"},
    {"illegal map key", "a key stands where none can begin", "check the indentation"},
    {"end of map not found", "this does not continue the mapping above it",
     "check the indentation, and for quotes that end too early"},
    {"end of sequence not found", "this does not continue the list above it",
     "check the indentation, and for quotes that end too early"},
    {"end of map flow not found", "this mapping in braces has no end",
     "close it with '}', or look for a missing comma; a text with '[' or ',' needs quotes, and a "
     "quote "
     "inside quotes is written twice",
     Look::kOpened},
    {"end of sequence flow not found", "this list in brackets has no end",
     "close it with ']', or look for a missing comma", Look::kOpened},
    {"illegal flow end", "this closing bracket was never opened",
     "remove it, or put the text in quotes if it belongs to it"},
    {"illegal block entry", "a list cannot begin here",
     "begin it on the next line, or put the text in quotes if the '-' belongs to it; look above "
     "for a bracket "
     "that is still open: ' #' makes a comment of the rest of its line"},
    {"illegal tab", kTabMessage, kTabHint},
    {"unknown token", "a text without quotes cannot begin with this character",
     "put the text in quotes"},
    {"illegal EOF in scalar", kQuoteMessage, kQuoteHint, Look::kQuote},
    {"illegal document indicator", "a line in quotes begins with '---' or '...'",
     "indent the line"},
    {"unknown escape character", "double quotes do not know this escape",
     "write \\\\ for a backslash, or use single quotes"},
    {"invalid unicode", "this escape is not a character",
     "YAML has no surrogate pairs: write the character itself, or \\U and eight digits"},
    {"bad character found while scanning hex", "this escape needs hexadecimal digits",
     "write \\x and two digits, \\u and four, or \\U and eight"},
    {"the referenced anchor is not defined", "no anchor of this name stands above",
     "define it with & and the name, or put the text in quotes if the '*' belongs to it"},
    {"alias not found after *", "a '*' without the name of an anchor",
     "put the text in quotes if the '*' belongs to it"},
    {"illegal character found while scanning alias", "the name of an anchor ends before this",
     "put the text in quotes if the '*' belongs to it"},
    {"bad file", "this is nested deeper than 100 levels", "make the text flatter"},
};

/// The tab in the indentation of the line at that offset; none: npos. For yaml-cpp such a line is
/// no longer where it seems to be, and its complaint is about something else.
std::size_t tab_in_indentation(std::string_view text, std::size_t offset) {
  const std::size_t at = std::min(offset, text.size());
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  const std::size_t end = std::min(text.find_first_not_of(" \t", begin), text.size());
  const std::size_t tab = text.find('\t', begin);
  return tab < end ? tab : std::string_view::npos;
}

/// The quote that is never closed; there should be one: else npos.
std::size_t open_quote(std::string_view text, std::size_t last) {
  const bool after_quoted = last < text.size() && (text[last] == '"' || text[last] == '\'');
  std::size_t at = after_quoted ? text.find(text[last], last + 1) : last;
  do {
    at = text.find_first_of("'\"", at + 1);
  } while (at < text.size() && yaml_quote_is_closed(text, at));
  return at;
}

std::size_t place_of(const Row& row, const YamlStop& stop, std::string_view text) {
  if (row.look == Look::kQuote) return std::min(open_quote(text, stop.last), stop.offset);
  const bool is_bracket =
      stop.opened < text.size() && (text[stop.opened] == '[' || text[stop.opened] == '{');
  return row.look == Look::kOpened && is_bracket ? stop.opened : stop.offset;
}

/// A bracket closed by the mark of the other kind: "[}".
std::optional<YamlMistake> crossed_brackets(const YamlStop& stop, std::string_view text) {
  std::size_t closed = 0;
  for (std::size_t at = std::min(stop.offset, text.size()); at-- > 0;) {
    const char c = text[at];
    if (c == ']' || c == '}') ++closed;
    if (c != '[' && c != '{') continue;
    if (closed-- > 0) continue;
    return YamlMistake{std::string("this does not close the '") + c + "' before it",
                       std::string("close that first, with '") + (c == '[' ? ']' : '}') + "'",
                       stop.offset};
  }
  return std::nullopt;
}

}  // namespace

YamlMistake explain_yaml(const YamlStop& stop, std::string_view text) {
  const std::size_t tab = tab_in_indentation(text, stop.offset);
  if (tab != std::string_view::npos) return {std::string(kTabMessage), std::string(kTabHint), tab};
  if (stop.reason.starts_with("illegal flow end")) {
    if (auto crossed = crossed_brackets(stop, text)) return *std::move(crossed);
  }
  for (const Row& row : kRows) {
    if (!stop.reason.starts_with(row.reason)) continue;
    const std::size_t place = place_of(row, stop, text);
    const std::size_t quote = yaml_open_quote(text, place);
    if (row.look == Look::kOpened && quote < stop.offset)
      return {std::string(kQuoteMessage), std::string(kQuoteHint), quote};
    return {std::string(row.message), std::string(row.hint), place};
  }
  return {"this is not YAML: " + std::string(stop.reason), "correct the text here or just before",
          stop.offset};
}

}  // namespace emulator
