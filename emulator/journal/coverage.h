#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "emulator/model/model.h"

namespace emulator {

/// broken  by so many calls
struct RuleCoverage {
  std::string id;
  Class cls = Class::kDocumented;
  Place place;
  std::uint64_t broken = 0;
};

/// A value that a request may carry: a parameter, or, with `in` kBody and no name, the body.
/// documented  false: only the fixture files ask for it
/// seen        in so many calls
struct ParameterCoverage {
  In in = In::kQuery;
  std::string name;
  Place place;
  bool documented = true;
  std::uint64_t seen = 0;
  std::vector<RuleCoverage> rules;
};

/// A named example of an answer. sent: as the body of so many answers
struct ExampleCoverage {
  std::string name;
  Place place;
  std::uint64_t sent = 0;
};

/// A documented answer in one media type.
/// key         "200", "4XX" or "default"
/// media_type  it has no content: ""
/// sent        so many times, also by stubs; by_stub: of those, by a stub
struct AnswerCoverage {
  std::string key;
  std::string media_type;
  Place place;
  std::uint64_t sent = 0;
  std::uint64_t by_stub = 0;
  std::vector<ExampleCoverage> examples;
};

/// document   the name of the one that describes it
/// base_path  of its server, the first
/// versions   of the API that it is
/// calls      that reached the operation, refused ones too
struct OperationCoverage {
  std::string id;
  std::string method;
  std::string path;
  std::string document;
  std::string base_path;
  std::vector<std::string> versions;
  Place place;
  std::uint64_t calls = 0;
  std::vector<ParameterCoverage> parameters;
  std::vector<AnswerCoverage> answers;
};

/// What there is to exercise in the documents, and how often calls did. In the order of the documents.
using Coverage = std::vector<OperationCoverage>;

/// What there is, without any call.
OperationCoverage coverage_of(const Operation& operation);
Coverage coverage_of(const Model& model);

/// Whether both are of one operation, though a model that was loaded later may describe it otherwise. Two versions of an
/// operation share its id, its method and its path, and are two.
bool are_of_one_operation(const OperationCoverage& a, const OperationCoverage& b);

/// Adds the numbers of what `to` has too, by its names.
void add_coverage(const Coverage& from, Coverage& to);

}  // namespace emulator
