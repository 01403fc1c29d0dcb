#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/schema_node.h"

namespace emulator {

using SchemaNodes = std::vector<const Schema::Node*>;

/// Which of several ways is taken, wherever there are several. Every combination comes once, the first ways first.
class Choices {
 public:
  /// From here on the ways are asked for from the beginning.
  void restart() { at_ = 0; }
  /// 0 to count - 1.
  std::size_t next(std::size_t count);
  /// The next combination; there is no further one: false.
  bool advance();

 private:
  struct Way {
    std::size_t taken;
    std::size_t count;
  };
  std::vector<Way> ways_;
  std::size_t at_ = 0;
};

/// The schemas that one value has to satisfy at the same time, with their branches: allOf, `$ref`, and the chosen ones
/// of anyOf, oneOf, if.
/// is_plain  a value put together from its parts satisfies them without a further look
/// named     the property that a discriminator reads → what it must say
struct Facts {
  SchemaNodes nodes;
  bool is_plain = true;
  std::map<std::string, std::string, std::less<>> named;

  bool has(const Schema::Node& node) const;
  /// A keyword's value in each of the schemas that has it.
  std::vector<const Json*> values(const char* keyword) const;
  /// The strictest of counts such as minItems; none: `otherwise`.
  std::size_t most_of(const char* keyword, std::size_t otherwise) const;
  std::size_t least_of(const char* keyword, std::size_t otherwise) const;
  /// TypeBits that all allow.
  std::uint8_t types() const;
};

/// Puts facts together.
/// path  the schemas around, outermost first: a `$dynamicRef` asks them
class FactFinder {
 public:
  FactFinder(Choices& choices, const SchemaNodes& path) : choices_(choices), path_(path) {}

  /// Adds the schema and its branches. Nothing satisfies it, or it goes on for too long: false.
  bool add(const Schema::Node& node, Facts& facts);

 private:
  bool add_branches(const Schema::Node& node, Facts& facts);
  bool add_one_of(const Schema::Node& node, std::string_view keyword, Facts& facts);
  bool add_condition(const Schema::Node& node, Facts& facts);
  void add_discriminator(const Schema::Node& node, Facts& facts) const;
  const Schema::Node& dynamic_target(const Schema::Node& node, const Schema::Node& initial) const;

  Choices& choices_;
  const SchemaNodes& path_;
};

/// A member of the schema as it is written; none, or the schema is true or false: nullptr.
const Json* keyword_of(const Schema::Node& node, const char* keyword);

}  // namespace emulator
