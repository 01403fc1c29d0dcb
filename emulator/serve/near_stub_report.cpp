#include "emulator/serve/near_stub_report.h"

#include "emulator/decide/problem.h"
#include "emulator/serve/near_stubs.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

/// Each 404 compares itself with them: no more than takes a millisecond.
constexpr std::size_t kMostStubsTold = 50;

// Why a stub does not answer that matches in all but the state of its scenario; of another stub: "".
std::string where_it_stands(const NearStub& near) {
  if (near.distance > 0 || near.stub->scenario.empty() || !near.stub->required_state) return {};
  return ", whose scenario " + in_quotes(near.stub->scenario) + " is in the state " +
         in_quotes(near.state) + ", not " + in_quotes(*near.stub->required_state);
}

}  // namespace

std::string near_stub_report(const Space& space, const Space* common, const Request& request,
                             Decision& decision) {
  if (decision.outcome != Outcome::kUnmatched || decision.stub) return {};
  std::vector<StubPtr> stubs = stubs_asked(space, common, kMostStubsTold);
  if (stubs.empty()) return {};
  const auto near = NearStubs(std::move(stubs), kMostStubsTold).nearest(request, space.states());
  std::vector<std::string> names;
  for (const NearStub& one : near) names.push_back(brief_name(*one.stub) + where_it_stands(one));
  const std::string text = decision.notes.front() + "; the nearest " +
                           (names.size() == 1 ? "stub: " : "stubs: ") + listed(names, "and");
  decision.response.body = problem(decision.response.status, text).body;
  decision.notes.front() = text;
  return difference_table(near.front(), request);
}

}  // namespace emulator
