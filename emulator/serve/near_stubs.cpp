#include "emulator/serve/near_stubs.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/journal/masked_stub.h"
#include "emulator/serve/near_distance.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostOfCell = 60;

/// What stands before a URL, so that one sees how it is compared.
struct UrlRow {
  std::string_view key;
  std::string_view mark;
};
constexpr UrlRow kUrls[] = {{"url", ""},
                            {"urlPattern", "[regex] "},
                            {"urlPath", "[path] "},
                            {"urlPathPattern", "[path regex] "},
                            {"urlPathTemplate", "[path template] "}};

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// {"equalTo": "x"} is "x", {"matches": "x"} is "[matches] x".
std::string matcher_text(const Json& matcher) {
  if (!matcher.is_object() || matcher.size() != 1) return text_of(matcher);
  const std::string& name = matcher.begin().key();
  if (name == "equalTo") return text_of(matcher.begin().value());
  if (name == "absent" || name == "anything") return "[" + name + "]";
  return "[" + name + "] " + text_of(matcher.begin().value());
}

std::string expected_text(const PatternPart& part) {
  for (const UrlRow& row : kUrls)
    if (part.key == row.key) return std::string(row.mark) + text_of(shown_expectation(part));
  if (part.key == "method") return text_of(*part.expected);
  if (is_secret(part)) return label_of(part) + ": (not shown)";
  return label_of(part) + ": " + matcher_text(*part.expected);
}

std::string found_text(const PatternPart& part, const Request& request) {
  const auto values = shown_values(part, request);
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  if (part.key == "method" || part.key.starts_with("url")) return text;
  if (is_secret(part)) return label_of(part) + ": (not shown)";
  return values.empty() ? "" : label_of(part) + ": " + text;
}

struct Line {
  std::string expected;
  std::string found;
  bool differs = false;
};

std::vector<Line> lines_of(const NearStub& near, const Request& request) {
  std::vector<Line> lines;
  for (const PatternPart& part : parts_of(near.stub->json->at("request")))
    lines.push_back({printable(expected_text(part), kMostOfCell),
                     printable(found_text(part, request), kMostOfCell),
                     !part.pattern.request().matches(request)});
  if (!near.stub->scenario.empty() && near.stub->required_state) {
    const std::string name = "scenario " + in_quotes(near.stub->scenario) + ": ";
    lines.push_back({printable(name + *near.stub->required_state, kMostOfCell),
                     printable(name + near.state, kMostOfCell),
                     *near.stub->required_state != near.state});
  }
  return lines;
}

// Columns are counted in bytes: a character beyond ASCII shifts its line.
std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

}  // namespace

NearStubs::NearStubs(std::vector<StubPtr> stubs, std::size_t looked) {
  if (stubs.size() > looked) stubs.resize(looked);
  for (StubPtr& stub : stubs) {
    auto parts = parts_of(stub->json->at("request"));
    ready_.push_back({std::move(stub), std::move(parts)});
  }
}

std::vector<NearStub> NearStubs::nearest(const Request& request,
                                         const ScenarioStates& states) const {
  std::vector<NearStub> near;
  for (const Ready& one : ready_) {
    const double distance = distance_of(one.parts, request, [&](const PatternPart& part) {
      return part.pattern.request().matches(request);
    });
    const std::string state =
        one.stub->scenario.empty() ? std::string() : state_of(states, one.stub->scenario);
    near.push_back({one.stub, state, distance});
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const NearStub& a, const NearStub& b) { return a.distance < b.distance; });
  if (near.size() > kMostTold) near.resize(kMostTold);
  return near;
}

std::string brief_name(const Stub& stub) {
  const Json request = masked_pattern(stub.json->at("request"));
  std::string name = text_of(request.at("method"));
  for (const UrlRow& row : kUrls)
    if (request.contains(row.key))
      name += " " + printable(std::string(row.mark) + text_of(request.at(std::string(row.key))),
                              kMostOfCell);
  return stub.name.empty() ? name : name + " (" + in_quotes(stub.name) + ")";
}

std::string difference_table(const NearStub& near, const Request& request) {
  const std::vector<Line> lines = lines_of(near, request);
  std::size_t left = std::string_view("Closest stub").size();
  std::size_t right = std::string_view("Request").size();
  for (const Line& line : lines) {
    left = std::max(left, line.expected.size());
    right = std::max(right, line.found.size());
  }
  std::string text = "Nothing answers this request. Of the stubs the closest is " +
                     (near.stub->name.empty() ? near.stub->id : in_quotes(near.stub->name)) +
                     ":\n\n" + padded("Closest stub", left) + " | " + padded("Request", right) +
                     " |\n" + std::string(left, '-') + "-+-" + std::string(right, '-') + "-+\n";
  for (const Line& line : lines)
    text += padded(line.expected, left) + " | " + padded(line.found, right) + " |" +
            (line.differs ? " <<<<< differs" : "") + "\n";
  return text;
}

}  // namespace emulator
