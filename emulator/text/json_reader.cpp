#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/text/quote.h"
#include "emulator/text/source.h"
#include "emulator/text/tree_builder.h"

namespace emulator {
namespace {

/// Walks the values and keys of a JSON text, to say where each begins: nlohmann's parser does not.
/// Trusts the text: it is asked only for what the parser has understood.
class TokenWalk {
 public:
  explicit TokenWalk(std::string_view text) : text_(text) {}

  /// Where the next value or key begins.
  std::size_t next() {
    const std::size_t begin = text_.find_first_not_of(" \t\r\n,:]}", at_);
    if (begin == std::string_view::npos) return text_.size();
    at_ = end_of_token(begin);
    return begin;
  }

 private:
  std::size_t end_of_token(std::size_t begin) const {
    if (text_[begin] == '"') return end_of_string(begin);
    if (text_[begin] == '[' || text_[begin] == '{') return begin + 1;
    return std::min(text_.find_first_of(" \t\r\n,:]}", begin), text_.size());
  }

  std::size_t end_of_string(std::size_t begin) const {
    std::size_t at = begin + 1;
    while (at < text_.size() && text_[at] != '"') at += text_[at] == '\\' ? 2 : 1;
    return std::min(at + 1, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// nlohmann's own words without the frame around them and without the text, which the excerpt shows:
/// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing
/// value - invalid literal; last read: '[x'; expected end of input"
std::string reason_of(std::string_view what) {
  for (const std::string_view frame : {"] ", "column ", ": ", " - "}) {
    const std::size_t at = what.find(frame);
    if (at != std::string_view::npos) what.remove_prefix(at + frame.size());
  }
  std::string reason(what);
  const std::size_t token = reason.find("; last read: ");
  if (token != std::string::npos) {
    const std::size_t expected = reason.rfind("'; expected ");
    const bool more = expected != std::string::npos && expected > token;
    reason.erase(token, more ? expected + 1 - token : std::string::npos);
  }
  return printable(reason, 200);
}

/// What JSON lacks and people write all the same.
std::string hint_at(std::string_view text, std::size_t offset, const std::string& reason) {
  if (reason.ends_with("; expected end of input")) return "remove what stands behind the value";
  const std::string_view rest = text.substr(std::min(offset, text.size()));
  const std::size_t before = text.find_last_not_of(" \t\r\n", offset == 0 ? 0 : offset - 1);
  const bool comma = before != std::string_view::npos && offset > 0 && text[before] == ',';
  if (comma && (rest.starts_with("]") || rest.starts_with("}")))
    return "remove the comma before it";
  if (rest.starts_with("//") || rest.starts_with("/*"))
    return "remove the comment: JSON has none, YAML has '#'";
  if (rest.starts_with("'")) return "JSON's quotes are double: write \"";
  const bool letter = !rest.empty() && std::isalpha(static_cast<unsigned char>(rest.front())) != 0;
  return letter ? "put names and texts in double quotes; only true, false and null go without"
                : "correct the text here or just before";
}

/// nlohmann's event interface. A false would stop the parser; GiveUp does.
class JsonEvents final : public Json::json_sax_t {
 public:
  JsonEvents(TreeBuilder& builder, Complaints& complaints)
      : builder_(builder), complaints_(complaints), walk_(complaints.source().content()) {}

  bool null() override { return scalar(nullptr); }
  bool boolean(bool value) override { return scalar(value); }
  bool number_integer(number_integer_t value) override { return scalar(value); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(value); }
  bool number_float(number_float_t value, const string_t&) override { return scalar(value); }
  // Copies: the parser's own buffer grows once for all texts, and each text takes no more than it needs.
  bool string(string_t& value) override { return scalar(Json(std::as_const(value))); }
  bool binary(binary_t&) override { return false; }  // never in a text
  bool start_object(std::size_t) override {
    builder_.start_object(walk_.next());
    return true;
  }
  bool start_array(std::size_t) override {
    builder_.start_array(walk_.next());
    return true;
  }
  bool key(string_t& name) override {
    builder_.key(name, walk_.next());
    return true;
  }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }

  bool parse_error(std::size_t read, const std::string&,
                   const nlohmann::detail::exception& error) override {
    const std::string reason = reason_of(error.what());
    // A mark such as '}' is what was read last; anything else is the next token, and it begins
    // where the walk finds it: the parser knows only where it stopped reading.
    const bool mark = reason.starts_with("unexpected '") && read > 0;
    const std::size_t offset = mark ? read - 1 : walk_.next();
    complaints_.fatal("syntax", "this is not JSON: " + reason, offset,
                      hint_at(complaints_.source().content(), offset, reason));
  }

 private:
  bool scalar(Json value) {
    builder_.scalar(std::move(value), walk_.next());
    return true;
  }

  bool end() {
    builder_.end();
    return true;
  }

  TreeBuilder& builder_;
  Complaints& complaints_;
  TokenWalk walk_;
};

}  // namespace

DocumentPtr read_json(const Source& source, Findings& findings) {
  Complaints complaints(source, "json", findings);
  TreeBuilder builder(complaints);
  try {
    if (source.content().find_first_not_of(" \t\r\n") == std::string_view::npos) {
      complaints.fatal("empty", "the text holds no value", 0, "write a JSON value, such as {}");
    }
    JsonEvents events(builder, complaints);
    Json::sax_parse(source.content(), &events);
  } catch (const GiveUp&) {
    return nullptr;
  }
  return builder.finish();
}

}  // namespace emulator
