#include "emulator/testing/test_world.h"

#include "emulator/model/sources.h"

namespace emulator::testing {
namespace {

ModelPtr load(const SourcePaths& paths, const RuleSettings& settings) {
  Findings findings;
  std::vector<std::string> referenced;
  ModelPtr model = load_paths(paths, settings, findings, referenced);
  if (!model) throw Error(LoadError(findings).what());
  return model;
}

// Immutable, so that each test can have an emulator of its own at no cost.
const ModelPtr& built_in() {
  static const ModelPtr model = load({}, {});
  return model;
}

}  // namespace

WorldPtr load_world(const Options& options) {
  const SourcePaths paths{options.openapi, options.fixtures};
  const RuleSettings settings{options.api_keys, options.accepted_api_versions,
                              options.allow_unknown_users};
  const bool as_built_in = paths.built_in() && options.api_keys.empty() &&
                           options.accepted_api_versions.empty() && !options.allow_unknown_users;
  AnswerSettings answers;
  if (options.detailed_errors) answers.errors = ErrorBodies::kDetailed;
  return std::make_shared<const World>(as_built_in ? built_in() : load(paths, settings), answers,
                                       1);
}

}  // namespace emulator::testing
