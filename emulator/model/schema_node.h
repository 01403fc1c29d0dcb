#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulator/model/schema.h"

namespace emulator {

/// Levels of arrays and objects in a value that is checked; the checks recurse.
inline constexpr std::size_t kMaxValueNesting = 256;

/// The way from the root of a value to a part of it: a list on the stack, because most checks
/// succeed and need no pointer.
struct Path {
  const Path* up = nullptr;
  std::string_view name;
  std::size_t index = 0;
  bool is_index = false;

  Path() = default;
  Path(const Path& parent, std::string_view member) : up(&parent), name(member) {}
  Path(const Path& parent, std::size_t item) : up(&parent), index(item), is_index(true) {}

  /// As a JSON Pointer.
  std::string pointer() const;
};

/// A schema that is being applied to a value right now, and those around it.
struct ActiveSchema {
  const Schema::Node* node;
  const Json* value;
  const ActiveSchema* outer;
};

/// One run over one value.
class Evaluation {
 public:
  /// errors  where to report; null: only whether the value is valid is asked, and the first
  ///         failure ends the run
  /// budget  checks of one schema on one value that are still allowed, shared by nested runs:
  ///         alternatives inside a recursive schema could multiply without end
  Evaluation(std::vector<SchemaError>* errors, std::size_t& budget)
      : errors_(errors), budget_(budget) {}

  /// A run inside this one, with errors of its own.
  Evaluation nested(std::vector<SchemaError>* errors) const {
    Evaluation inner(errors, budget_);
    inner.innermost_ = innermost_;
    inner.depth_ = depth_;
    return inner;
  }

  /// Whether the next failure ends the run: nobody asks for more, or the budget is gone.
  bool stops_at_failure() const { return errors_ == nullptr || is_spent(); }
  bool is_quiet() const { return errors_ == nullptr; }
  bool is_spent() const { return budget_ == 0; }

  /// Reports, and is always false. `message` gives the text and is asked only if there is a use
  /// for it.
  template <class Message>
  bool fail(const Path& path, const std::string& keyword, Message&& message) {
    if (errors_ != nullptr && errors_->size() < Schema::kMaxErrors) {
      errors_->push_back({path.pointer(), keyword, message()});
    }
    return false;
  }

  /// One step more; none left: false.
  bool spend() {
    if (budget_ > 0) --budget_;
    return !is_spent();
  }

 private:
  friend Schema::Node;
  std::vector<SchemaError>* errors_;
  std::size_t& budget_;
  const ActiveSchema* innermost_ = nullptr;
  std::size_t depth_ = 0;
};

/// What one keyword demands.
class Assertion {
 public:
  /// keyword  JSON Pointer to it in the schema's document
  explicit Assertion(std::string keyword) : keyword_(std::move(keyword)) {}
  Assertion(const Assertion&) = delete;
  Assertion& operator=(const Assertion&) = delete;
  virtual ~Assertion() = default;

  /// Whether the value satisfies it; a value of a type that the keyword does not speak about does.
  virtual bool check(const Json& value, const Path& path, Evaluation& run) const = 0;

 protected:
  const std::string& keyword() const { return keyword_; }

 private:
  std::string keyword_;
};

/// A compiled schema.
/// pointer     where it stands in its document
/// type        "" if any
/// assertions  in the order of the schema's keywords
/// is_endless  it applies itself to the value that it is applied to, over allOf and the like
struct Schema::Node {
  std::string pointer;
  std::string type;
  bool is_endless = false;
  std::vector<std::unique_ptr<const Assertion>> assertions;

  // What the schema says about the parts of a value, for questions other than validity.
  std::vector<std::string_view> property_names;  // as written; they point into the document
  std::unordered_map<std::string_view, const Node*> properties;
  const Node* additional_properties = nullptr;  // its schema; a boolean: nullptr
  bool allows_additional = false;               // additionalProperties: true is written out
  const Node* items = nullptr;
  std::vector<const Node*> all_of;
  std::vector<const Node*> alternatives;  // anyOf, oneOf and what a discriminator's mapping names
  const Node* negated = nullptr;

  bool check(const Json& value, const Path& path, Evaluation& run) const;

 private:
  bool check_assertions(const Json& value, const Path& path, Evaluation& run) const;
};

}  // namespace emulator
