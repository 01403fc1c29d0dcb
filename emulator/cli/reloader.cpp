#include "emulator/cli/reloader.h"

namespace emulator {

ModelPtr Reloader::load(Findings& findings) {
  const SourcePaths& sources = options_.sources;
  Watched watched{sources.openapi, ""};
  if (!sources.fixtures.empty()) watched.paths.push_back(sources.fixtures);
  // Taken before loading: what is saved from here on counts as changed.
  watched.known = signature_of(watched.paths);
  std::vector<std::string> referenced;
  ModelPtr model = load_paths(sources, options_.rule_settings(), findings, referenced);
  watched.known += signature_of(referenced);
  watched.paths.insert(watched.paths.end(), referenced.begin(), referenced.end());
  const std::lock_guard lock(watched_mutex_);
  watched_ = std::move(watched);
  return model;
}

Watched Reloader::watched() const {
  const std::lock_guard lock(watched_mutex_);
  return watched_;
}

WorldPtr Reloader::first(std::vector<Finding>& findings) {
  const std::lock_guard lock(mutex_);
  Findings found;
  ModelPtr model = load(found);
  if (!model) throw LoadError(found);
  findings = found.sorted();
  return std::make_shared<const World>(std::move(model), options_.answer_settings(), ++generation_);
}

std::vector<Finding> Reloader::reload(const std::function<void(WorldPtr)>& install) {
  const std::lock_guard lock(mutex_);
  Findings found;
  ModelPtr model = load(found);
  if (model)
    install(
        std::make_shared<const World>(std::move(model), options_.answer_settings(), ++generation_));
  return found.sorted();
}

}  // namespace emulator
