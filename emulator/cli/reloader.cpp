#include "emulator/cli/reloader.h"

namespace emulator {

WorldPtr Reloader::first(std::vector<Finding>& findings) {
  const std::lock_guard lock(mutex_);
  Findings found;
  ModelPtr model = load_paths(options_.sources, options_.rule_settings(), found);
  if (!model) throw LoadError(found);
  findings = found.sorted();
  return std::make_shared<const World>(std::move(model), options_.answer_settings(), ++generation_);
}

std::vector<Finding> Reloader::reload(const std::function<void(WorldPtr)>& install) {
  const std::lock_guard lock(mutex_);
  Findings found;
  ModelPtr model = load_paths(options_.sources, options_.rule_settings(), found);
  if (model)
    install(
        std::make_shared<const World>(std::move(model), options_.answer_settings(), ++generation_));
  return found.sorted();
}

}  // namespace emulator
