#include "emulator/model/sample.h"

#include <array>
#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/sample_run.h"

namespace emulator {
namespace {

constexpr std::size_t kDeepest = 32;

/// As deep as the bound allows, so that what is left out is far down.
std::optional<Json> search(const Schema& schema, const SampleOptions& options, std::size_t repeats,
                           std::size_t variant, const Schema::Node*& failed) {
  for (std::size_t deepest = kDeepest;; deepest /= 2) {
    SampleRun run(options, {deepest, repeats});
    auto value = run.value({&schema.root()}, variant);
    if (run.is_exhausted() && deepest > 2) continue;
    if (value && schema.allows(*value, options.direction)) return value;
    if (failed == nullptr) failed = run.failed();
    return std::nullopt;
  }
}

Sample found(Json value) { return {std::make_shared<const Json>(std::move(value)), {}, {}}; }

/// For schemas that exclude much and ask for little.
std::optional<Json> simple_value(const Schema& schema, Direction direction) {
  static const Json kSimple = Json::parse(
      R"([null, {}, [], "", "a", 0, 1, -1, 0.5, 2, true, false, {"a": 1}, {"a": "a", "b": "b"}, [1],
          ["a"], [{}], [null], [1, 2], ["a", "b"], [[]], {"a": {}}, {"a": null}, "abc", 100, 1e6])");
  for (const auto& value : kSimple) {
    if (schema.allows(value, direction)) return value;
  }
  return std::nullopt;
}

}  // namespace

Sample sample_of(const Schema& schema, const SampleOptions& options) {
  const Schema::Node* failed = nullptr;
  // A schema that must contain itself may do so a few times.
  for (const std::size_t repeats : {1, 2, 3}) {
    if (auto value = search(schema, options, repeats, 0, failed)) return found(*std::move(value));
  }
  for (const std::size_t variant : {1, 2, 3}) {
    if (auto value = search(schema, options, 1, variant, failed)) return found(*std::move(value));
  }
  if (auto value = simple_value(schema, options.direction)) return found(*std::move(value));
  const Schema::Node& place = failed == nullptr ? schema.root() : *failed;
  return {nullptr,
          {place.source, place.pointer, place.document},
          "no value was found that satisfies the schema"};
}

void report_no_value(const Sample& none, Findings& findings) {
  if (none.value || !none.schema.document) return;
  findings.add(none.schema.finding(Severity::kWarning, "schema.no-value", none.reason,
                                   "give an example, or correct what contradicts itself"));
}

std::string why_no_value(const Sample& none) {
  return none.reason + " at " + to_string(none.schema.place()) + " (" + brief(none.schema.pointer) +
         ")";
}

}  // namespace emulator
