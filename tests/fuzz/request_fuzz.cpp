#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "emulator/decide/decide.h"
#include "emulator/decide/problem.h"
#include "emulator/serve/gate.h"
#include "tests/fuzz/request_document.h"

using namespace emulator;

namespace {

/// The world of the one document, which every call is put to.
const World& world() {
  static const WorldPtr made = [] {
    Findings findings;
    const auto documents = read_documents("api.yaml", fuzz::kRequestDocument, findings);
    const auto fixtures = read_documents("fixtures.yaml", fuzz::kRequestFixtures, findings);
    const ModelPtr model = load_model(documents, fixtures, RuleSettings{}, findings);
    if (!model) std::abort();
    return std::make_shared<const World>(model, AnswerSettings{}, 1);
  }();
  return *made;
}

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Everything that is said of a call, as text.
std::string told(const Decision& decision, const Request& request) {
  std::string text = std::to_string(decision.response.status) + to_string(decision.outcome);
  for (const Header& header : decision.response.headers) (text += header.name) += header.value;
  if (decision.response.body) text += *decision.response.body;
  for (const std::string& line : trail_of(decision, request)) text += line;
  return text + why_of(decision) + detailed_error(decision.violations);
}

}  // namespace

/// No request crashes the decision; the same one gets the same answer; what is refused says why, and a broken rule is
/// refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto framed = frame_one(bytes);
  const auto* accepted = framed ? std::get_if<Gate::Framed>(&*framed) : nullptr;
  if (!accepted) return 0;
  const Decision decision = decide(world(), accepted->request);
  demand(decision.response.status >= 200 && decision.response.status <= 599);
  demand((decision.outcome == Outcome::kRefused) == !decision.violations.empty());
  const Request& request = accepted->request;
  demand(told(decision, request) == told(decide(world(), request), request));
  return 0;
}
