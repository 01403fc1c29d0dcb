#include "emulator/model/router.h"

#include <algorithm>
#include <optional>
#include <set>

#include "emulator/text/nearest.h"

namespace emulator {
namespace {

PathTemplate::Segment parts_of(std::string_view segment) {
  PathTemplate::Segment parts;
  while (!segment.empty()) {
    const auto open = segment.find('{');
    const auto close = open == std::string_view::npos ? open : segment.find('}', open);
    if (close == std::string_view::npos) {
      parts.push_back({false, std::string(segment)});
      return parts;
    }
    if (open > 0) parts.push_back({false, std::string(segment.substr(0, open))});
    parts.push_back({true, std::string(segment.substr(open + 1, close - open - 1))});
    segment.remove_prefix(close + 1);
  }
  return parts;
}

bool is_literal(const PathTemplate::Segment& segment) {
  return segment.empty() || (segment.size() == 1 && !segment[0].parameter);
}

// A segment's shape without the names of its parameters: templates of one shape are one path.
std::string shape_of(const PathTemplate::Segment& segment) {
  std::string shape;
  for (const auto& part : segment) shape += part.parameter ? std::string("{}") : part.text;
  return shape;
}

// Whether a parameter beside text may be empty; one that is the whole segment always may.
enum class Emptiness { kRefused, kAllowed };

// Reads a value into each parameter.
bool read_segment(const PathTemplate::Segment& parts, std::string_view value, Emptiness emptiness,
                  std::vector<std::string>& values) {
  if (parts.size() == 1) {
    values.emplace_back(value);
    return true;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].parameter) {
      if (value.substr(0, parts[i].text.size()) != parts[i].text) return false;
      value.remove_prefix(parts[i].text.size());
      continue;
    }
    // Up to the last place where the literal behind it stands, so that "{name}.{format}" reads "a.b.json" as a.b and json.
    std::size_t length = value.size();
    if (i + 1 < parts.size()) length = parts[i + 1].parameter ? 1 : value.rfind(parts[i + 1].text);
    if (length == 0 && emptiness == Emptiness::kRefused) return false;
    if (length == std::string_view::npos || length > value.size()) return false;
    values.emplace_back(value.substr(0, length));
    value.remove_prefix(length);
  }
  return value.empty();
}

}  // namespace

PathTemplate::PathTemplate(std::string path) : text(std::move(path)) {
  std::string_view rest = text;
  if (!rest.empty() && rest.front() == '/') rest.remove_prefix(1);
  while (true) {
    const auto slash = rest.find('/');
    segments.push_back(parts_of(rest.substr(0, slash)));
    if (slash == std::string_view::npos) return;
    rest.remove_prefix(slash + 1);
  }
}

std::vector<std::string> PathTemplate::parameter_names() const {
  std::vector<std::string> names;
  for (const auto& segment : segments) {
    for (const auto& part : segment) {
      if (part.parameter) names.push_back(part.text);
    }
  }
  return names;
}

std::string PathTemplate::shape() const {
  std::string out;
  for (const auto& segment : segments) out += "/" + shape_of(segment);
  return out;
}

struct Router::Branch {
  struct Templated {
    PathTemplate::Segment parts;
    std::unique_ptr<Branch> branch;
  };
  struct End {
    std::map<std::string, std::size_t> methods;
  };

  std::unordered_map<std::string, std::unique_ptr<Branch>> literals;
  std::vector<Templated> templates;  // those with the most literal text first
  std::optional<End> end;

  Branch& towards(const PathTemplate::Segment& segment);
  Branch& at_end_of(const PathTemplate& path);
  const End* find(const std::vector<std::string>& segments, std::size_t at, Emptiness emptiness,
                  std::vector<std::string>& values) const;
};

Router::Branch& Router::Branch::towards(const PathTemplate::Segment& segment) {
  if (is_literal(segment)) {
    auto& next = literals[shape_of(segment)];
    if (!next) next = std::make_unique<Branch>();
    return *next;
  }
  const std::string shape = shape_of(segment);
  for (Templated& known : templates) {
    if (shape_of(known.parts) == shape) return *known.branch;
  }
  const auto more_specific = [&](const Templated& known) {
    return shape_of(known.parts).size() < shape.size();
  };
  const auto place = std::find_if(templates.begin(), templates.end(), more_specific);
  return *templates.insert(place, Templated{segment, std::make_unique<Branch>()})->branch;
}

Router::Branch& Router::Branch::at_end_of(const PathTemplate& path) {
  Branch* branch = this;
  for (const auto& segment : path.segments) branch = &branch->towards(segment);
  return *branch;
}

const Router::Branch::End* Router::Branch::find(const std::vector<std::string>& segments,
                                                std::size_t at, Emptiness emptiness,
                                                std::vector<std::string>& values) const {
  if (at == segments.size()) return end ? &*end : nullptr;
  if (const auto literal = literals.find(segments[at]); literal != literals.end()) {
    if (const End* found = literal->second->find(segments, at + 1, emptiness, values)) return found;
  }
  for (const Templated& known : templates) {
    const std::size_t before = values.size();
    if (read_segment(known.parts, segments[at], emptiness, values)) {
      if (const End* found = known.branch->find(segments, at + 1, emptiness, values)) return found;
    }
    values.resize(before);
  }
  return nullptr;
}

Router::Router() : root_(std::make_unique<Branch>()), fallback_(std::make_unique<Branch>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

bool Router::add(const std::string& method, const PathTemplate& path, std::size_t operation,
                 std::size_t* taken) {
  Branch& branch = root_->at_end_of(path);
  if (!branch.end) {
    branch.end.emplace();
    paths_.push_back(path);
  }
  const auto [known, added] = branch.end->methods.emplace(method, operation);
  if (!added && taken) *taken = known->second;
  return added;
}

void Router::add_fallback(const std::string& method, const PathTemplate& path,
                          std::size_t operation) {
  Branch& branch = fallback_->at_end_of(path);
  if (!branch.end) branch.end.emplace();
  branch.end->methods.emplace(method, operation);
}

Router::Route Router::find(const std::vector<std::string>& segments) const {
  std::vector<std::string> values;
  const Branch::End* end = nullptr;
  // What fits with an empty value is that operation's to refuse, where nothing fits better.
  for (const Emptiness emptiness : {Emptiness::kRefused, Emptiness::kAllowed}) {
    for (const Branch* branch : {root_.get(), fallback_.get()}) {
      if (!end) end = branch->find(segments, 0, emptiness, values);
    }
  }
  if (!end) return {};
  return {&end->methods, std::move(values)};
}

std::vector<std::string> Router::nearest(const std::vector<std::string>& segments,
                                         std::size_t most) const {
  std::vector<std::pair<std::size_t, const PathTemplate*>> ranked;
  for (const PathTemplate& path : paths_) {
    std::size_t distance = 0;
    const std::size_t longer = std::max(segments.size(), path.segments.size());
    for (std::size_t i = 0; i < longer; ++i) {
      if (i >= segments.size()) {
        distance += shape_of(path.segments[i]).size() + 1;
      } else if (i >= path.segments.size()) {
        distance += segments[i].size() + 1;
      } else if (is_literal(path.segments[i])) {
        distance += edit_distance(segments[i], shape_of(path.segments[i]));
      }
    }
    ranked.emplace_back(distance, &path);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> out;
  for (std::size_t i = 0; i < ranked.size() && i < most; ++i) out.push_back(ranked[i].second->text);
  return out;
}

std::string allowed_methods(const std::map<std::string, std::size_t>& methods) {
  std::set<std::string> all{"OPTIONS"};
  for (const auto& [method, operation] : methods) all.insert(method);
  if (all.count("GET")) all.insert("HEAD");
  std::string out;
  for (const std::string& method : all) out += (out.empty() ? "" : ", ") + method;
  return out;
}

}  // namespace emulator
