#include "emulator/model/routes.h"

#include <algorithm>
#include <set>

#include "emulator/model/api_version.h"
#include "emulator/text/description.h"

namespace emulator {
namespace {

// The pages of one API are one.
const void* api_of(const Operation& operation) {
  const Description* description = operation.document->description();
  if (description != nullptr) return description;
  return operation.document.get();
}

bool share_one(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return std::any_of(some.begin(), some.end(), [&](const std::string& version) {
    return std::find(others.begin(), others.end(), version) != others.end();
  });
}

bool is_served_bare(const Operation& operation) {
  const auto& bases = operation.base_paths;
  return std::find(bases.begin(), bases.end(), "") != bases.end();
}

class RouteBuilder {
 public:
  RouteBuilder(Model& model, Findings& findings) : model_(model), findings_(findings) {}

  void add_all() {
    for (std::size_t i = 0; i < model_.operations.size(); ++i) add_served(i);
    for (std::size_t i = 0; i < model_.operations.size(); ++i) add_bare(i);
    for (auto& [first, rivals] : model_.rivals) sort(rivals);
  }

 private:
  void add_served(std::size_t index) {
    const Operation& operation = model_.operations[index];
    owners_[PathTemplate(operation.path).shape()].insert(api_of(operation));
    for (const std::string& base : operation.base_paths) {
      std::size_t taken = 0;
      const PathTemplate path(base + operation.path);
      if (!model_.router.add(operation.method, path, index, &taken)) add_rival(taken, index);
    }
  }

  // Without the servers' paths.
  void add_bare(std::size_t index) {
    const Operation& operation = model_.operations[index];
    if (is_served_bare(operation)) return;
    const PathTemplate path(operation.path);
    if (owners_[path.shape()].size() == 1) {
      model_.router.add_fallback(operation.method, path, index);
      return;
    }
    std::size_t known = model_.base_paths.size();
    if (model_.below_base_paths.add("", path, known, &known)) model_.base_paths.emplace_back();
    for (const std::string& base : operation.base_paths) model_.base_paths[known].insert(base);
  }

  void add_rival(std::size_t first, std::size_t index) {
    const auto known = model_.rivals.find(first);
    const auto rivals =
        known == model_.rivals.end() ? std::vector<std::size_t>{first} : known->second;
    for (const std::size_t rival : rivals) {
      if (!can_be_told_apart(model_.operations[rival], model_.operations[index]))
        return refuse(model_.operations[rival], model_.operations[index]);
    }
    model_.rivals[first] = rivals;
    model_.rivals[first].push_back(index);
  }

  static bool can_be_told_apart(const Operation& one, const Operation& other) {
    return api_of(one) != api_of(other) && !(one.versions.empty() && other.versions.empty()) &&
           !share_one(one.versions, other.versions);
  }

  void refuse(const Operation& first, const Operation& operation) {
    findings_.add(operation.node.finding_at_key(
        Severity::kError, "openapi.same-path",
        operation.method + " " + operation.full_path() + " is described twice, first at " +
            to_string(first.node.key_place()),
        api_of(first) == api_of(operation)
            ? "remove one of them"
            : "remove one of them, tell them apart by the path of a server's url or by the default "
              "of a header x-api-version, or load the documents one at a time"));
  }

  // The newest first; what has no version last.
  void sort(std::vector<std::size_t>& rivals) const {
    const auto newer = [&](std::size_t a, std::size_t b) {
      return model_.operations[a].versions > model_.operations[b].versions;
    };
    std::stable_sort(rivals.begin(), rivals.end(), newer);
  }

  Model& model_;
  Findings& findings_;
  std::map<std::string, std::set<const void*>> owners_;  // of the paths, by their shape
};

}  // namespace

void add_routes(Model& model, const std::vector<std::string>& accepted, Findings& findings) {
  for (Operation& operation : model.operations) {
    operation.versions = versions_of(operation, accepted);
    model.versions.insert(operation.versions.begin(), operation.versions.end());
  }
  RouteBuilder(model, findings).add_all();
}

}  // namespace emulator
