#include "emulator/text/ecma_pattern.h"

#include <algorithm>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

using Ranges = std::vector<std::pair<char32_t, char32_t>>;
using Kind = EcmaNode::Kind;

constexpr char32_t kLastCodePoint = 0x10FFFF;
constexpr std::size_t kDeepest = 200;

const Ranges kDigits{{'0', '9'}};
const Ranges kWord{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
/// source  ECMA-262, 12.2 White Space and 12.3 Line Terminators
const Ranges kSpaces{{'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680},
                     {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
                     {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
const Ranges kLineEnds{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

/// ranges  in order, apart from each other
Ranges all_but(const Ranges& ranges) {
  Ranges rest;
  char32_t next = 0;
  for (const auto& [first, last] : ranges) {
    if (first > next) rest.emplace_back(next, first - 1);
    next = last + 1;
  }
  rest.emplace_back(next, kLastCodePoint);
  return rest;
}

/// The text is well-formed UTF-8, or the result does not matter.
std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      point = (point << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    points += point;
    i += length;
  }
  return points;
}

char ascii(char32_t c) { return c < 0x80 ? static_cast<char>(c) : '\0'; }

/// What cannot be read is remembered; the reading then ends soon.
class EcmaReader {
 public:
  explicit EcmaReader(std::string_view pattern) : text_(code_points(pattern)) {}

  std::optional<EcmaNode> read() {
    EcmaNode all = choice(0);
    if (at_ != text_.size() || highest_reference_ > groups_) failed_ = true;
    if (failed_) return std::nullopt;
    return all;
  }

 private:
  bool at_end() const { return failed_ || at_ >= text_.size(); }
  char32_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : 0;
  }
  bool take(std::u32string_view text) {
    if (std::u32string_view(text_).substr(at_, text.size()) != text) return false;
    at_ += text.size();
    return true;
  }
  EcmaNode fail() {
    failed_ = true;
    return {};
  }

  EcmaNode choice(std::size_t depth) {
    EcmaNode all{Kind::kChoice};
    if (depth > kDeepest) return fail();
    do {
      all.children.push_back(sequence(depth));
    } while (!failed_ && take(U"|"));
    return all.children.size() == 1 ? EcmaNode(std::move(all.children.front())) : all;
  }

  EcmaNode sequence(std::size_t depth) {
    EcmaNode all{Kind::kSequence};
    while (!at_end() && peek() != '|' && peek() != ')') {
      EcmaNode next = term(depth);
      const bool may_repeat = next.kind == Kind::kClass || next.kind == Kind::kGroup ||
                              next.kind == Kind::kReference ||
                              (next.kind == Kind::kLook && next.is_ahead);
      all.children.push_back(may_repeat ? repeated(std::move(next)) : std::move(next));
    }
    return all;
  }

  EcmaNode term(std::size_t depth) {
    const char32_t c = text_[at_++];
    switch (c) {
      case '^':
        return {Kind::kStart};
      case '$':
        return {Kind::kEnd};
      case '.':
        return of_ranges(all_but(kLineEnds));
      case '[':
        return class_of_characters();
      case '(':
        return group(depth);
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
        return fail();
      case '{':
        --at_;
        if (quantifier()) return fail();
        ++at_;
        break;
      default:
        break;
    }
    return of_ranges({{c, c}});
  }

  static EcmaNode of_ranges(Ranges ranges) {
    EcmaNode node{Kind::kClass};
    node.set.ranges = std::move(ranges);
    return node;
  }

  struct Bounds {
    std::uint32_t least;
    std::uint32_t most;
  };

  std::optional<std::uint32_t> number() {
    if (!is_digit(ascii(peek()))) return std::nullopt;
    std::uint64_t value = 0;
    while (is_digit(ascii(peek())))
      value = std::min<std::uint64_t>(value * 10 + (text_[at_++] - '0'), 1U << 30U);
    return static_cast<std::uint32_t>(value);
  }

  /// "{2}", "{2,}" or "{2,3}"; none of these: nothing is taken.
  std::optional<Bounds> braces() {
    const std::size_t begin = at_;
    const auto give_up = [&] {
      at_ = begin;
      return std::nullopt;
    };
    if (!take(U"{")) return std::nullopt;
    const auto least = number();
    if (!least) return give_up();
    Bounds bounds{*least, *least};
    if (take(U",")) bounds.most = number().value_or(EcmaNode::kUnlimited);
    if (!take(U"}")) return give_up();
    if (bounds.most < bounds.least) failed_ = true;
    return bounds;
  }

  std::optional<Bounds> quantifier() {
    if (take(U"*")) return Bounds{0, EcmaNode::kUnlimited};
    if (take(U"+")) return Bounds{1, EcmaNode::kUnlimited};
    if (take(U"?")) return Bounds{0, 1};
    return braces();
  }

  EcmaNode repeated(EcmaNode what) {
    const auto bounds = quantifier();
    if (!bounds) return what;
    EcmaNode node{Kind::kRepeat};
    node.children.push_back(std::move(what));
    node.least = bounds->least;
    node.most = bounds->most;
    node.is_lazy = take(U"?");
    return node;
  }

  EcmaNode group(std::size_t depth) {
    EcmaNode node{Kind::kGroup};
    if (take(U"?:")) {
    } else if (take(U"?=")) {
      node = look(true, false);
    } else if (take(U"?!")) {
      node = look(true, true);
    } else if (take(U"?<=")) {
      node = look(false, false);
    } else if (take(U"?<!")) {
      node = look(false, true);
    } else if (take(U"?<")) {
      node.group = ++groups_;
      node.name = name();
    } else if (peek() == '?') {
      return fail();
    } else {
      node.group = ++groups_;
    }
    node.children.push_back(choice(depth + 1));
    if (!take(U")")) return fail();
    return node;
  }

  static EcmaNode look(bool is_ahead, bool is_negated) {
    EcmaNode node{Kind::kLook};
    node.is_ahead = is_ahead;
    node.is_negated = is_negated;
    return node;
  }

  /// A group's name up to its '>'.
  std::string name() {
    std::string text;
    while (is_alphanumeric(ascii(peek())) || peek() == '_') text += ascii(text_[at_++]);
    if (text.empty() || is_digit(text.front()) || text.size() > 32 || !take(U">")) failed_ = true;
    return text;
  }

  EcmaNode escape() {
    const char c = ascii(peek());
    if (c == 'b' || c == 'B') {
      ++at_;
      return {c == 'b' ? Kind::kWordEdge : Kind::kNoWordEdge};
    }
    if (take(U"k<")) {
      EcmaNode node{Kind::kReference};
      node.name = name();
      return node;
    }
    if (c >= '1' && c <= '9') {
      EcmaNode node{Kind::kReference};
      node.group = *number();
      highest_reference_ = std::max(highest_reference_, node.group);
      return node;
    }
    EcmaNode node{Kind::kClass};
    if (!shorthand(node.set)) {
      const char32_t point = character_escape();
      node.set.ranges.emplace_back(point, point);
    }
    return node;
  }

  /// `\d` and the like, and `\p{…}`, into a set; it is another escape: false.
  bool shorthand(EcmaClass& set) {
    const auto add = [&](const Ranges& ranges) {
      set.ranges.insert(set.ranges.end(), ranges.begin(), ranges.end());
      return true;
    };
    const std::size_t before = at_++;
    switch (text_.size() > before ? ascii(text_[before]) : '\0') {
      case 'd':
        return add(kDigits);
      case 'D':
        return add(all_but(kDigits));
      case 'w':
        return add(kWord);
      case 'W':
        return add(all_but(kWord));
      case 's':
        return add(kSpaces);
      case 'S':
        return add(all_but(kSpaces));
      case 'p':
      case 'P':
        set.properties.push_back({property(), text_[before] == 'P'});
        return true;
      default:
        at_ = before;
        return false;
    }
  }

  std::string property() {
    std::string text;
    if (!take(U"{")) failed_ = true;
    while (!at_end() && peek() != '}') text += ascii(text_[at_++]);
    if (!take(U"}")) failed_ = true;
    const auto known = property_name(text);
    if (!known) failed_ = true;
    return known.value_or("");
  }

  std::optional<char32_t> hexadecimal(std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const int digit = hex_value(ascii(peek(i)));
      if (digit < 0) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    at_ += digits;
    return value;
  }

  char32_t or_fail(std::optional<char32_t> point) {
    if (!point) failed_ = true;
    return point.value_or(0);
  }

  char32_t character_escape() {
    if (at_end()) return fail(), 0;
    const char32_t c = text_[at_++];
    constexpr std::u32string_view kLetters = U"tnvfr";
    constexpr std::u32string_view kControlCharacters = U"\t\n\v\f\r";
    const auto control = kLetters.find(c);
    if (control != std::u32string_view::npos) return kControlCharacters[control];
    if (c == '0' && !is_digit(ascii(peek()))) return 0;
    if (c == 'c' && is_letter(ascii(peek()))) return text_[at_++] % 32;
    if (c == 'x') return or_fail(hexadecimal(2));
    if (c == 'u') return unicode_escape();
    if (is_alphanumeric(ascii(c)) || c >= 0x80) failed_ = true;
    return c;
  }

  char32_t unicode_escape() {
    if (take(U"{")) {
      std::size_t digits = 0;
      while (hex_value(ascii(peek(digits))) >= 0 && digits < 8) ++digits;
      const auto point = hexadecimal(digits);
      if (digits == 0 || !take(U"}") || *point > kLastCodePoint) failed_ = true;
      return failed_ ? 0 : *point;
    }
    const auto unit = hexadecimal(4);
    if (!unit) return fail(), 0;
    if (*unit < 0xD800 || *unit > 0xDBFF || peek() != '\\' || peek(1) != 'u') return *unit;
    const std::size_t before = at_;
    at_ += 2;
    const auto low = hexadecimal(4);
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
      return 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00);
    }
    at_ = before;
    return *unit;
  }

  EcmaNode class_of_characters() {
    EcmaNode node{Kind::kClass};
    node.set.is_negated = take(U"^");
    while (!at_end() && peek() != ']') class_member(node.set);
    if (!take(U"]")) return fail();
    return node;
  }

  /// A character, a range or a shorthand.
  void class_member(EcmaClass& set) {
    const auto first = class_atom(set);
    if (peek() != '-' || peek(1) == ']' || at_ + 1 >= text_.size()) {
      if (first) set.ranges.emplace_back(*first, *first);
      return;
    }
    ++at_;
    const auto last = class_atom(set);
    if (first && last) {
      if (*last < *first) failed_ = true;
      set.ranges.emplace_back(*first, *last);
      return;
    }
    // Beside a shorthand '-' is itself.
    set.ranges.emplace_back('-', '-');
    for (const auto& point : {first, last}) {
      if (point) set.ranges.emplace_back(*point, *point);
    }
  }

  /// A shorthand goes into the set: nullopt.
  std::optional<char32_t> class_atom(EcmaClass& set) {
    const char32_t c = text_[at_++];
    if (c != '\\') return c;
    if (take(U"b")) return '\b';
    if (shorthand(set)) return std::nullopt;
    return character_escape();
  }

  const std::u32string text_;
  std::size_t at_ = 0;
  std::uint32_t groups_ = 0;
  std::uint32_t highest_reference_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<EcmaNode> read_ecma_pattern(std::string_view pattern) {
  return EcmaReader(pattern).read();
}

}  // namespace emulator
