#include "emulator/model/sample_pattern.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "emulator/model/json_value.h"
#include "emulator/text/ecma_pattern.h"
#include "emulator/text/regex.h"

namespace emulator {
namespace {

constexpr std::size_t kMostTextBytes = 64 * 1024;

void append_utf8(std::string& text, char32_t point) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | (point >> 6U));
  } else {
    if (point < 0x10000) {
      put(0xE0 | (point >> 12U));
    } else {
      put(0xF0 | (point >> 18U));
      put(0x80 | ((point >> 12U) & 0x3FU));
    }
    put(0x80 | ((point >> 6U) & 0x3FU));
  }
  put(0x80 | (point & 0x3FU));
}

bool lies_in_ranges(const EcmaClass& set, char32_t point) {
  return std::any_of(set.ranges.begin(), set.ranges.end(), [&](const auto& range) {
    return range.first <= point && point <= range.second;
  });
}

/// Some characters of each kind that a property may ask for.
constexpr std::u32string_view kShowcase =
    U"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_ "
    U".,:;!?/@#$%&*+=()[]{}<>'\"\\^`|~"
    U"éßαωΑЖабвא中文あアنกहกाक한ªǅʰⅧ²\u0301\u0903\u20DD©€−\u00A0\u2028\u2029\u200B«»\t\n\r\u00AD😀🇩"
    U"\uE000";

/// The characters among the showcase that a set holds; none: the first it holds at all. Remembers them for each set of one
/// pattern, which is asked for as often as a text is tried.
class CharacterPicker {
 public:
  const std::u32string& members(const EcmaClass& set) {
    const auto [known, is_new] = known_.try_emplace(&set);
    if (is_new) known->second = found_members(set);
    return known->second;
  }

 private:
  static std::u32string found_members(const EcmaClass& set) {
    std::u32string found;
    if (set.properties.empty()) {
      for (const char32_t point : kShowcase) {
        if (lies_in_ranges(set, point) != set.is_negated) found += point;
      }
      if (found.empty()) add_any(set, found);
      return found;
    }
    try {
      const Regex regex(to_pcre2(set), Regex::Style::kWholeValue);
      for (const char32_t point : kShowcase) {
        std::string text;
        append_utf8(text, point);
        if (regex.matches(text)) found += point;
      }
    } catch (const std::invalid_argument&) {
      // No such property: the pattern does not compile either.
    }
    return found;
  }

  static bool is_surrogate(char32_t point) { return point >= 0xD800 && point <= 0xDFFF; }

  static void add_any(const EcmaClass& set, std::u32string& found) {
    if (!set.is_negated) {
      for (const auto& range : set.ranges) {
        if (!is_surrogate(range.first)) found += range.first;
      }
      return;
    }
    for (char32_t point = 0x21; point <= 0x10FFFF && found.empty(); ++point) {
      if (!is_surrogate(point) && !lies_in_ranges(set, point)) found += point;
    }
  }

  std::map<const EcmaClass*, std::u32string> known_;
};

/// Writes one text that a pattern describes. What only looks is passed over.
class PatternWriter {
 public:
  /// extra  how many times more than they must, parts repeat that may repeat without end
  PatternWriter(SampleRandom& random, CharacterPicker& characters, std::size_t extra)
      : random_(random), characters_(characters), extra_(extra) {}

  bool write(const EcmaNode& node, std::string& out) {
    if (out.size() > kMostTextBytes || ++steps_ > kMostSteps) return false;
    switch (node.kind) {
      case EcmaNode::Kind::kClass:
        return write_character(node.set, out);
      case EcmaNode::Kind::kSequence:
        return std::all_of(node.children.begin(), node.children.end(),
                           [&](const EcmaNode& child) { return write(child, out); });
      case EcmaNode::Kind::kChoice:
        return write(node.children[random_.below(node.children.size())], out);
      case EcmaNode::Kind::kRepeat:
        return write_repeated(node, out);
      case EcmaNode::Kind::kGroup:
        return write_group(node, out);
      case EcmaNode::Kind::kReference:
        out += node.name.empty() ? by_number_[node.group] : by_name_[node.name];
        return true;
      default:
        return true;
    }
  }

 private:
  bool write_character(const EcmaClass& set, std::string& out) {
    const std::u32string& members = characters_.members(set);
    if (members.empty()) return false;
    // Letters and digits come first, and are what people expect.
    const auto plain = std::find_if(members.begin(), members.end(), [](char32_t point) {
      return point >= 0x80 || !(point == '-' || (point >= '0' && point <= '9') ||
                                (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z'));
    });
    const auto count = plain == members.begin() ? members.size()
                                                : static_cast<std::size_t>(plain - members.begin());
    append_utf8(out, members[random_.below(count)]);
    return true;
  }

  bool write_repeated(const EcmaNode& node, std::string& out) {
    const std::uint64_t room = node.most == EcmaNode::kUnlimited ? extra_ : node.most - node.least;
    const std::uint64_t more = std::min<std::uint64_t>(room, extra_);
    for (std::uint64_t i = 0; i < node.least + more; ++i) {
      if (!write(node.children.front(), out)) return false;
    }
    return true;
  }

  bool write_group(const EcmaNode& node, std::string& out) {
    const std::size_t begin = out.size();
    if (!write(node.children.front(), out)) return false;
    if (node.group > 0) by_number_[node.group] = out.substr(begin);
    if (!node.name.empty()) by_name_[node.name] = out.substr(begin);
    return true;
  }

  // Repetitions of nothing write nothing, and take their time.
  static constexpr std::size_t kMostSteps = 100'000;

  SampleRandom& random_;
  CharacterPicker& characters_;
  const std::size_t extra_;
  std::size_t steps_ = 0;
  std::map<std::uint32_t, std::string> by_number_;
  std::map<std::string, std::string> by_name_;
};

/// What passes most rules for passwords, which look ahead for one character of each kind.
std::string mixed_text(std::size_t length) {
  constexpr std::string_view kMixed = "Aa1!Bb2-Cc3_Dd4$";
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += kMixed[i % kMixed.size()];
  return text;
}

class PatternSearch {
 public:
  PatternSearch(const std::string& pattern, const TextLength& length, SampleRandom& random)
      : regex_(pattern, Regex::Style::kSearch), length_(length), random_(random) {}

  std::optional<std::string> find(const EcmaNode& pattern) {
    // Few repetitions first; as many as the length wants where it wants more.
    for (const std::size_t extra :
         {std::size_t{0}, std::size_t{1}, length_.least, std::size_t{3}, std::size_t{2},
          length_.least / 2, std::size_t{7}, std::size_t{12}, length_.least / 3 + 1}) {
      for (int attempt = 0; attempt < 8; ++attempt) {
        if (auto text = write(pattern, extra)) return text;
      }
    }
    for (std::size_t length = std::max<std::size_t>(length_.least, 1);
         length <= std::min(length_.most, length_.least + 40); ++length) {
      if (auto text = accepted(mixed_text(length))) return text;
    }
    return std::nullopt;
  }

 private:
  std::optional<std::string> write(const EcmaNode& pattern, std::size_t extra) {
    std::string text;
    if (!PatternWriter(random_, characters_, extra).write(pattern, text)) return std::nullopt;
    const std::size_t length = count_code_points(text);
    if (length >= length_.least) return accepted(std::move(text));
    // A pattern that is not anchored lets anything stand around it.
    const std::string fill(length_.least - length, 'a');
    if (auto padded = accepted(text + fill)) return padded;
    return accepted(fill + text);
  }

  std::optional<std::string> accepted(std::string text) const {
    const std::size_t length = count_code_points(text);
    if (length < length_.least || length > length_.most || !regex_.matches(text))
      return std::nullopt;
    return text;
  }

  const Regex regex_;
  const TextLength length_;
  SampleRandom& random_;
  CharacterPicker characters_;
};

}  // namespace

std::optional<std::string> pattern_sample(const std::string& pattern, const TextLength& length,
                                          SampleRandom& random) {
  const auto tree = read_ecma_pattern(pattern);
  if (!tree || length.least > kMostTextBytes) return std::nullopt;
  try {
    return PatternSearch(pattern, length, random).find(*tree);
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

}  // namespace emulator
