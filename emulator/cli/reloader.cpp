#include "emulator/cli/reloader.h"

#include "emulator/decide/strict_stubs.h"

namespace emulator {

Loaded Reloader::load(Findings& findings) {
  ModelPtr model = load_model(findings);
  MappingsFolder::Check check;
  if (strict_ && model) {
    check = [&](const Stub& stub, const BodyFilePtr& file, const PatternSite& site) {
      refuse_undocumented(stub, file, site, *model);
    };
  }
  StubSet stubs = mappings_.stubs(check, findings);
  if (!model || findings.has_errors()) return {};
  return {
      std::make_shared<const World>(std::move(model), options_.answer_settings(), ++generation_),
      std::move(stubs)};
}

ModelPtr Reloader::load_model(Findings& findings) {
  const SourcePaths& sources = options_.sources;
  Watched watched{sources.openapi, ""};
  if (!sources.fixtures.empty()) watched.paths.push_back(sources.fixtures);
  if (mappings_.exists()) watched.paths.push_back(mappings_.mappings() + "/");
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

Loaded Reloader::first(std::vector<Finding>& findings) {
  const std::lock_guard lock(mutex_);
  Findings found;
  Loaded loaded = load(found);
  if (!loaded.world) throw LoadError(found);
  findings = found.sorted();
  return loaded;
}

std::vector<Finding> Reloader::reload(const std::function<void(Loaded)>& install) {
  const std::lock_guard lock(mutex_);
  Findings found;
  if (Loaded loaded = load(found); loaded.world) install(std::move(loaded));
  return found.sorted();
}

}  // namespace emulator
