#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/model/plan.h"
#include "emulator/model/rule.h"
#include "emulator/model/stub.h"

namespace emulator {

struct Operation;

enum class Outcome {
  kAccepted,   ///< every rule holds; also the 204 for OPTIONS
  kRefused,    ///< a rule is broken, or nothing acceptable can be sent (400, 406, 415)
  kUnmatched,  ///< no such path or method (404, 405)
  kMalformed,  ///< not a readable HTTP request; the gate refused it
  kFailed,     ///< the emulator's own mistake: 500
};
const char* to_string(Outcome outcome);

/// A rule that a call broke, in one of perhaps several ways.
/// expected, found  for a person; secrets are not in `found`
/// hint             what to do
/// pointer          JSON Pointer into the value that the rule is about; nullopt: the rule does not look into it
/// place            in the document, where it is not the rule's: the keyword of a schema
struct Violation {
  const Rule* rule = nullptr;
  std::string expected;
  std::string found;
  std::string hint;
  std::optional<std::string> pointer = {};
  std::optional<Place> place = {};
};

/// "header Authorization: expected a bearer token, found no such header", "body /size: expected …"
std::string message_of(const Violation& violation);

/// Where the document says what was broken.
const Place& place_of(const Violation& violation);

enum class Verdict { kHeld, kBroken, kSkipped };

/// One rule as it was judged; skipped: an earlier rule on the same value was broken, so this one
/// could not be judged, or another security scheme was enough.
struct Judged {
  const Rule* rule = nullptr;
  Verdict verdict = Verdict::kHeld;
};

/// The answer to one call and how it came about. Points into the world and the records it was made
/// from, which its holder keeps alive.
/// outcome    of the documented rules, also where a stub answers
/// operation  null where no operation was reached
/// judged     every rule of the operation, in its order; those of its security alone where they are broken
/// plan       of the operation, as it was in force; null: it has none
/// changes    of records, that take place with the answer
/// stub       that answered; null: the documented answer
/// notes      what was seen and let pass, and why another answer than 200 came about; sentences
///            without full stops
struct Decision {
  Outcome outcome = Outcome::kAccepted;
  Response response;
  const Operation* operation = nullptr;
  std::vector<Judged> judged;
  const Plan* plan = nullptr;
  Plan::Found found;
  std::vector<RecordChange> changes;
  StubPtr stub;
  std::vector<Violation> violations;
  std::vector<std::string> notes;
};

/// "the stub 'late' (ID)", or "the stub ID"
std::string name_of(const Stub& stub);

/// The trail, a line a step: route, rules, records, choice of answer, notes.
/// request  the one that was decided
std::vector<std::string> trail_of(const Decision& decision, const Request& request);

/// Why the call was not answered with success, and where a stub's answer is not as documented, in one line without line
/// ends; neither: "".
std::string why_of(const Decision& decision);

}  // namespace emulator
