#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <unordered_map>

#include "emulator/model/schema.h"

namespace emulator {

/// The work of checking one value, shared by the runs inside each other: so many steps and no more. Once there were many,
/// verdicts are remembered: alternatives in a recursive schema ask the same of the same part of a value again and again.
class CheckWork {
 public:
  explicit CheckWork(std::size_t steps) : left_(steps) {}
  CheckWork(const CheckWork&) = delete;
  CheckWork& operator=(const CheckWork&) = delete;

  /// One step more, of one schema on one part of the value; none left: false.
  bool spend() {
    ++done_;
    if (left_ > 0) --left_;
    return left_ > 0;
  }
  void give_up() { left_ = 0; }
  bool is_spent() const { return left_ == 0; }

  /// What is found out now depends on the schemas around it. Whoever sees the count grow meanwhile remembers nothing.
  void depend_on_context() { ++dependent_; }
  std::size_t dependent() const { return dependent_; }

  bool remembers() const { return done_ > kUntilRemembered; }
  std::optional<bool> verdict(const Schema::Node& schema, const Json& part) const;
  void remember(const Schema::Node& schema, const Json& part, bool is_valid);

 private:
  /// Far more than ordinary values take: these pay nothing for it.
  static constexpr std::size_t kUntilRemembered = 10'000;
  static constexpr std::size_t kMostVerdicts = 200'000;

  struct Question {
    const Schema::Node* schema;
    const Json* part;
    bool operator==(const Question&) const = default;
  };
  struct QuestionHash {
    std::size_t operator()(const Question& question) const {
      const auto part = std::hash<const void*>()(question.part);
      return std::hash<const void*>()(question.schema) ^ (part * 31);
    }
  };

  std::size_t left_;
  std::size_t done_ = 0;
  std::size_t dependent_ = 0;
  std::unordered_map<Question, bool, QuestionHash> verdicts_;
};

}  // namespace emulator
