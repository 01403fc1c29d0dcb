#include "emulator/model/url_template.h"

#include <algorithm>
#include <stdexcept>

namespace emulator {
namespace {

constexpr int kMostTries = 10'000;

}  // namespace

UrlTemplate::UrlTemplate(std::string_view text) {
  if (text.ends_with("**")) {
    any_rest_ = true;
    text.remove_suffix(2);
  }
  while (!text.empty()) {
    if (text.front() != '{') {
      const std::string_view literal = text.substr(0, text.find('{'));
      add({std::string(literal), false});
      text.remove_prefix(literal.size());
      continue;
    }
    const auto end = text.find('}');
    if (end == std::string_view::npos) throw std::invalid_argument("a '{' lacks its '}'");
    add({std::string(text.substr(1, end - 1)), true});
    text.remove_prefix(end + 1);
  }
}

void UrlTemplate::add(Part part) {
  if (part.is_name) {
    if (part.text.empty()) throw std::invalid_argument("a '{}' has no name");
    if (!parts_.empty() && parts_.back().is_name)
      throw std::invalid_argument("two names have nothing between them");
    for (const Part& known : parts_)
      if (known.is_name && known.text == part.text)
        throw std::invalid_argument("the name '" + part.text + "' is there twice");
  }
  parts_.push_back(std::move(part));
}

std::optional<UrlTemplate::Values> UrlTemplate::match(std::string_view path) const {
  Values values;
  int steps = 0;
  if (!fits(0, path, values, steps)) return std::nullopt;
  return values;
}

// A value takes as much of its segment as leaves something for what follows.
bool UrlTemplate::fits(std::size_t index, std::string_view rest, Values& values, int& steps) const {
  if (++steps > kMostTries) return false;
  if (index == parts_.size()) return any_rest_ || rest.empty();
  const Part& part = parts_[index];
  if (!part.is_name)
    return rest.starts_with(part.text) &&
           fits(index + 1, rest.substr(part.text.size()), values, steps);
  for (std::size_t size = std::min(rest.find('/'), rest.size()); size > 0; --size) {
    values[part.text] = rest.substr(0, size);
    if (fits(index + 1, rest.substr(size), values, steps)) return true;
  }
  return false;
}

}  // namespace emulator
