#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/model/schema.h"
#include "emulator/model/schema_work.h"

namespace emulator {

struct SchemaKeywords;

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

/// The members or items of one value that some keyword has looked at.
class Evaluated {
 public:
  explicit Evaluated(const Json& value) : value_(&value) {}

  bool is_about(const Json& value) const { return value_ == &value; }
  void add(const Json& part) { parts_.push_back(&part); }
  void add(const Evaluated& other) {
    parts_.insert(parts_.end(), other.parts_.begin(), other.parts_.end());
  }
  std::size_t size() const { return parts_.size(); }
  void forget_from(std::size_t size) { parts_.resize(size); }

  /// To be asked between changes: orders what there is.
  bool contains(const Json& part);

 private:
  const Json* value_;
  std::vector<const Json*> parts_;
  std::size_t ordered_ = 0;
};

/// One run over one value.
class Evaluation {
 public:
  /// errors  where to report; null: only whether the value is valid is asked, and the first
  ///         failure ends the run
  Evaluation(std::vector<SchemaError>* errors, CheckWork& work, Direction direction)
      : errors_(errors), work_(work), direction_(direction) {}

  /// A run inside this one, with errors of its own.
  Evaluation nested(std::vector<SchemaError>* errors) const {
    Evaluation inner(*this);
    inner.errors_ = errors;
    return inner;
  }
  /// The same over a value that does not outlive it.
  Evaluation nested_over_copy(std::vector<SchemaError>* errors) const {
    Evaluation inner = nested(errors);
    inner.is_over_copy_ = true;
    return inner;
  }
  /// The same to tell why a schema is not satisfied. A reason has reasons; far down nobody reads them.
  Evaluation nested_for_reason(std::vector<SchemaError>* errors) const {
    Evaluation inner = nested(errors);
    ++inner.reasons_;
    return inner;
  }
  bool wants_reasons() const { return reasons_ < 2; }

  /// Whether the next failure ends the run: nobody asks for more, or the budget is gone.
  bool stops_at_failure() const { return errors_ == nullptr || is_spent(); }
  bool is_quiet() const { return errors_ == nullptr; }
  bool is_spent() const { return work_.is_spent(); }

  /// Reports, and is always false. `message` gives the text and is asked only if there is a use
  /// for it.
  template <class Message>
  bool fail(const Path& path, const std::string& keyword, Message&& message) {
    if (errors_ != nullptr && errors_->size() < Schema::kMaxErrors) {
      report(path, keyword, message());
    }
    return false;
  }

  /// One step more; none left: false.
  bool spend() { return work_.spend(); }
  /// The verdict at hand depends on the schemas around it.
  void depend_on_context() { work_.depend_on_context(); }

  /// Somebody wants to know what was looked at: alternatives are all tried.
  bool tracks() const { return evaluated_ != nullptr; }
  /// A member or item of the value at hand was looked at.
  void note(const Json& part) {
    if (evaluated_ != nullptr) evaluated_->add(part);
  }
  Evaluated* evaluated() const { return evaluated_; }

  Direction direction() const { return direction_; }
  /// Innermost first.
  const ActiveSchema* active() const { return innermost_; }

 private:
  friend Schema::Node;
  friend SchemaKeywords;
  // A verdict on this value would hold for whoever asks again.
  bool may_remember(const Json& value) const {
    return work_.remembers() && !is_over_copy_ &&
           (evaluated_ == nullptr || !evaluated_->is_about(value));
  }
  void report(const Path& path, const std::string& keyword, std::string message);

  std::vector<SchemaError>* errors_;
  CheckWork& work_;
  const ActiveSchema* innermost_ = nullptr;
  Evaluated* evaluated_ = nullptr;
  std::size_t depth_ = 0;
  std::size_t reasons_ = 0;
  bool is_over_copy_ = false;
  Direction direction_;
};

}  // namespace emulator
