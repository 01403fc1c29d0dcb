#include "emulator/model/json_path_reader.h"

#include <charconv>
#include <stdexcept>

namespace emulator {
namespace {

constexpr std::size_t kMostSteps = 100;
constexpr const char* kAfterName = ".[]()'\" ";
constexpr const char* kAfterNameInFilter = ".[]()'\" =!<>&|,~";

using Steps = JsonPath::Steps;

/// Reads steps and appends them.
class StepReader {
 public:
  StepReader(JsonPathCursor& cursor, bool in_filter, int depth, Steps& out)
      : cursor_(cursor), in_filter_(in_filter), depth_(depth), out_(out) {}

  void name() { add(Steps::Names{{name_text()}}); }

  bool step() {
    if (out_.all.size() > kMostSteps) cursor_.fail("has too many steps");
    if (cursor_.take('.')) {
      after_dot();
    } else if (cursor_.take('[')) {
      bracket();
      cursor_.skip_spaces();
      cursor_.expect(']');
    } else {
      return false;
    }
    return true;
  }

 private:
  void add(Steps::Step step) { out_.all.push_back(std::move(step)); }
  void add_several(Steps::Step step) {
    out_.is_definite = false;
    add(std::move(step));
  }

  void after_dot() {
    if (cursor_.take('.')) {
      add_several(Steps::Descend{});
      if (cursor_.peek() == '[') return;
    }
    if (cursor_.take('*')) return add_several(Steps::All{});
    const std::string word = name_text();
    if (!cursor_.take('(')) return add(Steps::Names{{word}});
    if (word != "length" && word != "size")
      cursor_.fail("has the function '" + word +
                   "', which is not supported (length() and size() are),");
    cursor_.expect(')');
    add(Steps::Length{});
  }

  std::string name_text() {
    const std::string_view text = cursor_.until_any(in_filter_ ? kAfterNameInFilter : kAfterName);
    if (text.empty()) cursor_.fail("expects a name");
    return std::string(text);
  }

  void bracket() {
    cursor_.skip_spaces();
    if (cursor_.take('*')) return add_several(Steps::All{});
    if (cursor_.take('?')) return filter();
    if (cursor_.peek() == '(') cursor_.fail("has a script, which is not supported,");
    if (cursor_.peek() == '\'' || cursor_.peek() == '"') return quoted_names();
    numbers();
  }

  void filter() {
    cursor_.skip_spaces();
    cursor_.expect('(');
    auto condition = read_condition(cursor_, depth_ + 1);
    cursor_.expect(')');
    add_several(Steps::Filter{std::move(condition)});
  }

  void quoted_names() {
    Steps::Names names;
    do {
      cursor_.skip_spaces();
      names.names.push_back(cursor_.quoted());
      cursor_.skip_spaces();
    } while (cursor_.take(','));
    if (names.names.size() > 1) out_.is_definite = false;
    add(std::move(names));
  }

  void numbers() {
    const auto first = cursor_.whole_number();
    if (cursor_.take(':')) return add_several(Steps::Slice{first, cursor_.whole_number()});
    if (!first) cursor_.fail("expects an index, a quoted name or '*'");
    Steps::Indices indices{{*first}};
    while (cursor_.take(',')) {
      const auto next = cursor_.whole_number();
      if (!next) cursor_.fail("expects an index");
      indices.indices.push_back(*next);
      out_.is_definite = false;
    }
    add(std::move(indices));
  }

  JsonPathCursor& cursor_;
  const bool in_filter_;
  const int depth_;
  Steps& out_;
};

}  // namespace

bool JsonPathCursor::take(char c) {
  if (at_end() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool JsonPathCursor::take(std::string_view word) {
  if (!text_.substr(at_).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

void JsonPathCursor::skip_spaces() {
  while (take(' ')) {
  }
}

void JsonPathCursor::expect(char c) {
  if (!take(c)) fail(std::string("expects '") + c + "'");
}

std::string_view JsonPathCursor::until_any(std::string_view stops) {
  const auto end = std::min(text_.find_first_of(stops, at_), text_.size());
  const std::string_view found = text_.substr(at_, end - at_);
  at_ = end;
  return found;
}

std::string JsonPathCursor::quoted() {
  const char quote = peek();
  if (quote != '\'' && quote != '"') fail("expects a quoted name");
  ++at_;
  std::string text;
  while (!at_end() && peek() != quote) {
    if (peek() == '\\' && at_ + 1 < text_.size()) ++at_;
    text += text_[at_++];
  }
  if (!take(quote)) fail("lacks the end of a quoted name");
  return text;
}

std::optional<std::ptrdiff_t> JsonPathCursor::whole_number() {
  skip_spaces();
  std::ptrdiff_t value = 0;
  const auto [stop, error] =
      std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
  if (error != std::errc()) return std::nullopt;
  at_ = static_cast<std::size_t>(stop - text_.data());
  skip_spaces();
  return value;
}

void JsonPathCursor::fail(const std::string& what) const {
  throw std::invalid_argument(what + " at position " + std::to_string(at_ + 1));
}

void read_steps(JsonPathCursor& cursor, bool in_filter, int depth, JsonPath::Steps& out) {
  StepReader reader(cursor, in_filter, depth, out);
  while (reader.step()) {
  }
}

std::shared_ptr<const JsonPath::Steps> read_json_path(std::string_view text) {
  auto out = std::make_shared<JsonPath::Steps>();
  JsonPathCursor cursor(text);
  if (!cursor.take('$') && cursor.peek() != '[') StepReader(cursor, false, 0, *out).name();
  read_steps(cursor, false, 0, *out);
  if (!cursor.at_end()) cursor.fail("expects '.' or '['");
  return out;
}

}  // namespace emulator
