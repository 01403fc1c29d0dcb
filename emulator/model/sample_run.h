#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "emulator/model/sample.h"
#include "emulator/model/sample_facts.h"
#include "emulator/model/sample_random.h"

namespace emulator {

/// deepest  levels of values inside each other
/// repeats  how often a schema may contain itself
struct SampleLimits {
  std::size_t deepest;
  std::size_t repeats;
};

/// One search for a value.
class SampleRun {
 public:
  SampleRun(const SampleOptions& options, const SampleLimits& limits)
      : options_(options), limits_(limits), random_(options.seed) {}

  /// A value that satisfies all of the schemas; none was found: nullopt.
  /// variant  another one, another value, where there are several
  std::optional<Json> value(const SchemaNodes& demands, std::size_t variant);

  /// It looked at as many schemas as it may, and left out what was left.
  bool is_exhausted() const { return looked_at_ > kMostLooks; }

  /// The innermost schema for which nothing was found; only after value() found none.
  const Schema::Node* failed() const { return failed_; }

 private:
  /// How an object or array is put together, the fullest first.
  enum class Shape { kAll, kVaried, kRequired, kOthers };
  static constexpr std::size_t kMostLooks = 10'000;

  // sample_run.cpp
  std::optional<Json> attempt(const SchemaNodes& demands, Shape shape, std::size_t variant,
                              Choices& choices);
  std::optional<Json> documented(const Facts& facts, std::size_t variant);
  std::optional<Json> of_type(const Facts& facts, TypeBit type, Shape shape, std::size_t variant);
  bool satisfies(const Json& value, const Facts& facts) const;
  bool satisfies(const Json& value, const Schema::Node& node) const;
  bool repeats(const Facts& facts) const;

  // sample_scalars.cpp
  std::optional<Json> number(const Facts& facts, bool is_whole, std::size_t variant);
  std::optional<Json> text(const Facts& facts, std::size_t variant);

  // sample_array.cpp
  std::optional<Json> array(const Facts& facts, Shape shape, std::size_t variant);
  bool add_item(const Facts& facts, const SchemaNodes& demands, std::size_t variant, Json& items);

  // sample_object.cpp
  std::optional<Json> object(const Facts& facts, Shape shape, std::size_t variant);
  std::optional<Json> member(const Facts& facts, const std::string& name, std::size_t variant);
  bool add_members(const Facts& facts, const std::vector<std::string>& names,
                   const std::set<std::string>& required, std::size_t variant, Json& object);
  bool add_other_members(const Facts& facts, std::size_t count, std::size_t variant, Json& object);
  bool travels(const SchemaNodes& demands) const;

  const SampleOptions options_;
  const SampleLimits limits_;
  SampleRandom random_;
  std::size_t looked_at_ = 0;
  std::size_t depth_ = 0;
  SchemaNodes path_;  // the schemas around, outermost first
  const Schema::Node* failed_ = nullptr;
};

}  // namespace emulator
