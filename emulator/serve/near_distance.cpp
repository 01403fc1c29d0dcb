#include "emulator/serve/near_distance.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "emulator/text/nearest.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

// What does not fit is never at distance 0, though edits are counted in the beginning of a text only.
constexpr double kLeast = 0.01;

/// A part of a request and how much it counts.
struct Weight {
  std::string_view key;  ///< beginning of the pattern's key
  double weight;
};
// The first kUrgent decide alone, unless all of them fit.
constexpr Weight kWeights[] = {
    {"scheme", 3},
    {"host", 10},
    {"port", 10},
    {"clientIp", 3},
    {"url", 10},
    {"method", 3},
    {"pathParameters", 1},
    {"headers", 1},
    {"queryParameters", 1},
    {"formParameters", 1},
    {"cookies", 1},
    {"bodyPatterns", 1},
    {"", 1},  // what became of a call
};
constexpr std::size_t kUrgent = 6;
constexpr double kSumOfUrgent = 39;
constexpr double kSumOfAll = kSumOfUrgent + (std::size(kWeights) - kUrgent);

std::size_t row_of(const std::string& key) {
  if (key.starts_with("basicAuth")) return row_of("headers");
  const auto row = std::find_if(std::begin(kWeights), std::end(kWeights),
                                [&](const Weight& known) { return key.starts_with(known.key); });
  return static_cast<std::size_t>(row - std::begin(kWeights));
}

struct Mean {
  double sum = 0;
  double count = 0;
  double value() const { return count == 0 ? 0 : sum / count; }
};

double text_distance(const std::string& expected, const std::string& found) {
  const std::size_t longer = std::max(expected.size(), found.size());
  if (longer == 0) return 1;
  return std::min(1.0, static_cast<double>(edit_distance(expected, found)) /
                           static_cast<double>(std::min<std::size_t>(longer, 200)));
}

double nodes_of(const Json& value) {
  double nodes = 1;
  if (value.is_structured()) {
    for (const Json& member : value) nodes += nodes_of(member);
  }
  return nodes;
}

double differing_nodes(const Json& expected, const Json& found);

double differing_members(const Json& expected, const Json& found) {
  double nodes = 0;
  for (const auto& [name, value] : expected.items()) {
    const auto other = found.find(name);
    nodes += other == found.end() ? nodes_of(value) : differing_nodes(value, *other);
  }
  for (const auto& [name, value] : found.items()) {
    if (!expected.contains(name)) nodes += nodes_of(value);
  }
  return nodes;
}

double differing_elements(const Json& expected, const Json& found) {
  double nodes = 0;
  for (std::size_t i = 0; i < std::max(expected.size(), found.size()); ++i) {
    if (i < expected.size() && i < found.size())
      nodes += differing_nodes(expected.at(i), found.at(i));
    else
      nodes += nodes_of(i < expected.size() ? expected.at(i) : found.at(i));
  }
  return nodes;
}

double differing_nodes(const Json& expected, const Json& found) {
  if (expected.is_object() && found.is_object()) return differing_members(expected, found);
  if (expected.is_array() && found.is_array()) return differing_elements(expected, found);
  return expected == found ? 0 : std::max(nodes_of(expected), nodes_of(found));
}

double json_distance(const Json& expected, const std::string& found) {
  const Json wanted = expected.is_string() ? shallow_json(expected.get<std::string>()) : expected;
  const Json value = shallow_json(found);
  if (wanted.is_discarded() || value.is_discarded()) return 1;
  return std::min(1.0,
                  differing_nodes(wanted, value) / std::max(nodes_of(wanted), nodes_of(value)));
}

double value_distance(const PatternPart& part, const std::string& found) {
  const Json& expected = *part.expected;
  if (part.key == "url" || part.key == "urlPath")
    return text_distance(expected.get<std::string>(), found);
  if (!expected.is_object()) return 1;
  const auto text = expected.find("equalTo");
  if (text != expected.end() && text->is_string())
    return text_distance(text->get<std::string>(), found);
  const auto json = expected.find("equalToJson");
  return json == expected.end() ? 1 : json_distance(*json, found);
}

/// Of several values the nearest counts.
double miss(const PatternPart& part, const Request& request) {
  double least = 1;
  for (const std::string& value : values_of(part, request))
    least = std::min(least, value_distance(part, value));
  return std::max(least, kLeast);
}

}  // namespace

double distance_of(const std::vector<PatternPart>& parts, const Request& request,
                   const std::function<bool(const PatternPart&)>& fits) {
  std::array<Mean, std::size(kWeights)> means;
  for (const PatternPart& part : parts) {
    Mean& mean = means[row_of(part.key)];
    mean.sum += fits(part) ? 0 : miss(part, request);
    mean.count += 1;
  }
  double urgent = 0, rest = 0;
  for (std::size_t i = 0; i < means.size(); ++i)
    (i < kUrgent ? urgent : rest) += kWeights[i].weight * means[i].value();
  return urgent > 0 ? urgent / kSumOfUrgent : rest / kSumOfAll;
}

double distance_of(const Json& pattern, const Request& request) {
  return distance_of(parts_of(pattern), request, [&](const PatternPart& part) {
    return part.pattern.request().matches(request);
  });
}

}  // namespace emulator
