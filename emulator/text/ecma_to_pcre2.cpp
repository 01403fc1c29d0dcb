#include <algorithm>
#include <cstdio>

#include "emulator/text/ecma_pattern.h"

namespace emulator {
namespace {

std::string escaped(char32_t point) {
  char text[16];
  std::snprintf(text, sizeof text, "\\x{%x}", static_cast<unsigned>(point));
  return text;
}

/// Halves of surrogate pairs are no characters: a text of UTF-8 has none.
void add_range(std::string& out, char32_t first, char32_t last) {
  constexpr char32_t kFirstHalf = 0xD800;
  constexpr char32_t kLastHalf = 0xDFFF;
  if (first < kFirstHalf && last > kLastHalf) {
    add_range(out, first, kFirstHalf - 1);
    return add_range(out, kLastHalf + 1, last);
  }
  if (first >= kFirstHalf && first <= kLastHalf) first = kLastHalf + 1;
  if (last >= kFirstHalf && last <= kLastHalf) last = kFirstHalf - 1;
  if (first > last) return;
  out += escaped(first);
  if (first != last) out += "-" + escaped(last);
}

std::string quantifier(const EcmaNode& repeat) {
  std::string text = "{" + std::to_string(repeat.least);
  if (repeat.most == EcmaNode::kUnlimited) {
    text += ",";
  } else if (repeat.most != repeat.least) {
    text += "," + std::to_string(repeat.most);
  }
  return text + "}" + (repeat.is_lazy ? "?" : "");
}

std::string joined_children(const EcmaNode& node, const char* joint) {
  std::string text;
  for (const auto& child : node.children) {
    if (&child != &node.children.front()) text += joint;
    text += to_pcre2(child);
  }
  return text;
}

std::string opening(const EcmaNode& node) {
  if (node.kind == EcmaNode::Kind::kLook) {
    return std::string("(?") + (node.is_ahead ? "" : "<") + (node.is_negated ? "!" : "=");
  }
  if (!node.name.empty()) return "(?<" + node.name + ">";
  return node.group == 0 ? "(?:" : "(";
}

}  // namespace

std::string to_pcre2(const EcmaClass& set) {
  std::string members;
  for (const auto& [first, last] : set.ranges) add_range(members, first, last);
  for (const auto& property : set.properties) {
    members += std::string(property.is_negated ? "\\P{" : "\\p{") + property.name + "}";
  }
  if (members.empty()) return set.is_negated ? "[\\x{0}-\\x{d7ff}\\x{e000}-\\x{10ffff}]" : "(?!)";
  return std::string(set.is_negated ? "[^" : "[") + members + "]";
}

std::string to_pcre2(const EcmaNode& node) {
  switch (node.kind) {
    case EcmaNode::Kind::kClass:
      return to_pcre2(node.set);
    case EcmaNode::Kind::kSequence:
      return joined_children(node, "");
    case EcmaNode::Kind::kChoice:
      return joined_children(node, "|");
    case EcmaNode::Kind::kRepeat:
      return to_pcre2(node.children.front()) + quantifier(node);
    case EcmaNode::Kind::kGroup:
    case EcmaNode::Kind::kLook:
      return opening(node) + joined_children(node, "") + ")";
    case EcmaNode::Kind::kReference:
      return node.name.empty() ? "\\g{" + std::to_string(node.group) + "}"
                               : "\\k{" + node.name + "}";
    case EcmaNode::Kind::kStart:
      return "\\A";
    case EcmaNode::Kind::kEnd:
      return "\\z";
    case EcmaNode::Kind::kWordEdge:
      return "\\b";
    case EcmaNode::Kind::kNoWordEdge:
      return "\\B";
  }
  return {};
}

}  // namespace emulator
