#include "emulator/model/json_path.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace emulator {
namespace {

constexpr std::size_t kMostValues = 10'000;
constexpr std::size_t kMostPathSteps = 100;

}  // namespace

class JsonPath::Parser {
 public:
  Parser(std::string_view text, JsonPath& out) : text_(text), out_(out) {}

  void parse() {
    if (peek() == '$') {
      ++at_;
    } else if (peek() != '[') {
      add(Names{{name()}});
    }
    while (at_ < text_.size()) {
      if (out_.steps_.size() > kMostPathSteps) fail("has too many steps");
      step();
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::invalid_argument(what + " at position " + std::to_string(at_ + 1));
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void skip_spaces() {
    while (take(' ')) {
    }
  }
  void add(Step step) { out_.steps_.push_back(std::move(step)); }

  void step() {
    if (take('.')) {
      if (take('.')) {
        add(Descend{});
        out_.definite_ = false;
        if (peek() == '[') return;
      }
      if (take('*')) return add_all();
      return add(Names{{name()}});
    }
    if (!take('[')) fail("expects '.' or '['");
    bracket();
    skip_spaces();
    if (!take(']')) fail("expects ']'");
  }

  void add_all() {
    add(All{});
    out_.definite_ = false;
  }

  void bracket() {
    skip_spaces();
    if (take('*')) return add_all();
    if (peek() == '?' || peek() == '(') fail("has a filter or a script, which is not supported,");
    if (peek() == '\'' || peek() == '"') return quoted_names();
    numbers();
  }

  void quoted_names() {
    Names names;
    do {
      skip_spaces();
      names.names.push_back(quoted());
      skip_spaces();
    } while (take(','));
    if (names.names.size() > 1) out_.definite_ = false;
    add(std::move(names));
  }

  std::string quoted() {
    const char quote = peek();
    if (quote != '\'' && quote != '"') fail("expects a quoted name");
    ++at_;
    std::string text;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      text += text_[at_++];
    }
    if (!take(quote)) fail("lacks the end of a quoted name");
    return text;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           std::string_view(".[]()'\" ").find(text_[at_]) == std::string_view::npos)
      ++at_;
    if (peek() == '(') fail("has a function, which is not supported,");
    if (at_ == begin) fail("expects a name");
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::optional<std::ptrdiff_t> number() {
    skip_spaces();
    std::ptrdiff_t value = 0;
    const auto [stop, error] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc()) return std::nullopt;
    at_ = static_cast<std::size_t>(stop - text_.data());
    skip_spaces();
    return value;
  }

  void numbers() {
    const auto first = number();
    if (take(':')) {
      out_.definite_ = false;
      return add(Slice{first, number()});
    }
    if (!first) fail("expects an index, a quoted name or '*'");
    Indices indices{{*first}};
    while (take(',')) {
      const auto next = number();
      if (!next) fail("expects an index");
      indices.indices.push_back(*next);
      out_.definite_ = false;
    }
    add(std::move(indices));
  }

  const std::string_view text_;
  JsonPath& out_;
  std::size_t at_ = 0;
};

/// One step from one value.
struct JsonPath::Walk {
  const Json& from;
  std::vector<const Json*>& out;

  void reach(const Json& value) const {
    if (out.size() < kMostValues) out.push_back(&value);
  }
  void operator()(const Names& step) const {
    if (!from.is_object()) return;
    for (const std::string& name : step.names) {
      const auto member = from.find(name);
      if (member != from.end()) reach(*member);
    }
  }
  void operator()(const Indices& step) const {
    if (!from.is_array()) return;
    for (const std::ptrdiff_t index : step.indices) {
      const auto size = static_cast<std::ptrdiff_t>(from.size());
      const auto place = index < 0 ? index + size : index;
      if (place >= 0 && place < size) reach(from[static_cast<std::size_t>(place)]);
    }
  }
  void operator()(const Slice& step) const {
    if (!from.is_array()) return;
    const auto size = static_cast<std::ptrdiff_t>(from.size());
    const auto bound = [&](std::optional<std::ptrdiff_t> given, std::ptrdiff_t otherwise) {
      const auto value = given.value_or(otherwise);
      return std::clamp(value < 0 ? std::max<std::ptrdiff_t>(value, -size) + size : value,
                        std::ptrdiff_t{0}, size);
    };
    const auto end = bound(step.end, size);
    for (auto i = bound(step.begin, 0); i < end; ++i) reach(from[static_cast<std::size_t>(i)]);
  }
  void operator()(const All&) const {
    if (!from.is_structured()) return;
    for (const Json& value : from) reach(value);
  }
  // Level by level would need a queue; the order of the document needs none.
  void operator()(const Descend& step) const {
    reach(from);
    if (!from.is_structured() || out.size() >= kMostValues) return;
    for (const Json& value : from) Walk{value, out}(step);
  }
};

JsonPath::JsonPath(std::string_view text) { Parser(text, *this).parse(); }

std::vector<const Json*> JsonPath::find(const Json& root) const {
  std::vector<const Json*> values{&root};
  for (const Step& step : steps_) {
    std::vector<const Json*> next;
    for (const Json* value : values)
      std::visit([&](const auto& one) { Walk{*value, next}(one); }, step);
    values = std::move(next);
  }
  return values;
}

}  // namespace emulator
