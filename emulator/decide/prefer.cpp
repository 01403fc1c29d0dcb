#include "emulator/decide/prefer.h"

#include <algorithm>

#include "emulator/text/ascii.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Reads a list from left to right.
class PreferReader {
 public:
  explicit PreferReader(std::string_view line) : rest_(line) {}

  // The blanks and empty elements before the next one; nothing left: false.
  bool begin() {
    while (!rest_.empty() &&
           (is_blank(rest_.front()) || rest_.front() == ',' || rest_.front() == ';'))
      rest_.remove_prefix(1);
    return !rest_.empty();
  }

  std::optional<Preference> element() {
    const auto name = token();
    if (!name) return std::nullopt;
    Preference out{in_lower_case(*name), ""};
    skip_blanks();
    if (at('=')) {
      rest_.remove_prefix(1);
      skip_blanks();
      if (!word(out.value)) return std::nullopt;
      skip_blanks();
    }
    return rest_.empty() || at(',') || at(';') ? std::optional(out) : std::nullopt;
  }

  // To the end of an element that cannot be read; a separator inside quotes is none.
  void skip_element() {
    bool quoted = false;
    while (!rest_.empty() && (quoted || (rest_.front() != ',' && rest_.front() != ';'))) {
      if (quoted && rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
      if (at('"')) quoted = !quoted;
      rest_.remove_prefix(1);
    }
  }

  std::size_t left() const { return rest_.size(); }

 private:
  bool at(char c) const { return !rest_.empty() && rest_.front() == c; }
  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }

  // More than RFC 9110 calls a token: names of examples are what people write without quotes.
  std::optional<std::string_view> token() {
    const auto end = std::min(rest_.find_first_of(" \t,;=\""), rest_.size());
    if (end == 0) return std::nullopt;
    const auto out = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return out;
  }

  bool word(std::string& into) {
    if (!at('"')) {
      const auto text = token();
      if (text) into = *text;
      return text.has_value() || rest_.empty() || at(',') || at(';');
    }
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        return true;
      }
      if (rest_[i] == '\\' && i + 1 < rest_.size()) ++i;
      into += rest_[i];
    }
    return false;  // the quote never ends
  }

  std::string_view rest_;
};

std::optional<int> status_in(const std::string& text) {
  const bool digits = text.size() == 3 && std::all_of(text.begin(), text.end(), is_digit);
  if (!digits || text.front() < '2' || text.front() > '5') return std::nullopt;
  return std::stoi(text);
}

std::optional<bool> flag_in(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  return std::nullopt;
}

std::optional<ErrorBodies> errors_in(const std::string& text) {
  if (text == "detailed") return ErrorBodies::kDetailed;
  if (text == "documented") return ErrorBodies::kDocumented;
  return std::nullopt;
}

std::optional<std::string> name_in(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// One preference of ours: the first of its name counts, RFC 7240, section 2.
template <class Value>
void take(const Preference& preference, std::optional<Value>& into,
          std::optional<Value> (*read)(const std::string&), const char* wanted,
          std::vector<std::string>& notes) {
  if (into) return;
  into = read(preference.value);
  if (into) return;
  notes.push_back("Prefer: " + preference.name + "=" + printable(preference.value) +
                  " is ignored: expected " + wanted);
}

void take_known(const Preference& preference, Preferences& out) {
  if (preference.name == "code")
    take(preference, out.code, status_in, "a status from 200 to 599", out.notes);
  if (preference.name == "example")
    take(preference, out.example, name_in, "the name of an example", out.notes);
  if (preference.name == "dynamic")
    take(preference, out.dynamic, flag_in, "true or false", out.notes);
  if (preference.name == "errors")
    take(preference, out.errors, errors_in, "detailed or documented", out.notes);
}

}  // namespace

std::vector<Preference> read_preferences(std::string_view line, std::vector<std::string>& unread) {
  std::vector<Preference> out;
  PreferReader reader(line);
  while (reader.begin()) {
    const std::size_t from = line.size() - reader.left();
    auto element = reader.element();
    if (element) {
      out.push_back(*std::move(element));
      continue;
    }
    reader.skip_element();
    unread.emplace_back(line.substr(from, line.size() - reader.left() - from));
  }
  return out;
}

Preferences preferences_of(const Request& request) {
  Preferences out;
  for (const HeaderLine& line : request.headers) {
    if (!equal_ignoring_case(line.name, "Prefer")) continue;
    std::vector<std::string> unread;
    for (const Preference& preference : read_preferences(line.value, unread))
      take_known(preference, out);
    for (const std::string& text : unread)
      out.notes.push_back("Prefer: " + printable(text) + " is ignored: it is no preference");
  }
  return out;
}

std::string as_word(const std::string& text) {
  static constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  const auto in_token = [](char c) {
    return is_alphanumeric(c) || kOthers.find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), in_token)) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace emulator
