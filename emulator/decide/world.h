#pragma once

#include <cstdint>
#include <memory>

#include "emulator/model/model.h"

namespace emulator {

enum class ErrorBodies {
  kDocumented,  ///< a refusal has the documented example as its body
  kDetailed,    ///< a refusal's body says which rules were broken
};

/// How answers look, whatever the model says.
struct AnswerSettings {
  ErrorBodies errors = ErrorBodies::kDocumented;
  bool cors = false;
};

/// What one call sees from start to end. Immutable; a reload makes another.
/// generation  1 for the world of the start, one more with each reload
class World {
 public:
  World(ModelPtr model, AnswerSettings settings, std::uint64_t generation)
      : model_(std::move(model)), settings_(settings), generation_(generation) {}

  const Model& model() const { return *model_; }
  const ModelPtr& shared_model() const { return model_; }
  const AnswerSettings& settings() const { return settings_; }
  std::uint64_t generation() const { return generation_; }

 private:
  ModelPtr model_;
  AnswerSettings settings_;
  std::uint64_t generation_;
};

using WorldPtr = std::shared_ptr<const World>;

}  // namespace emulator
