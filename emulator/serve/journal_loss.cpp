#include "emulator/serve/journal_loss.h"

#include "emulator/serve/admin_answer.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

std::string were_dropped(std::uint64_t calls) {
  return calls == 1 ? "1 call was dropped" : std::to_string(calls) + " calls were dropped";
}

std::string of_default(const JournalLoss& loss) {
  return were_dropped(loss.calls) +
         " from the journal since it was last emptied, so a count could be too low; start the "
         "emulator with higher --journal-entries and --journal-bytes, or empty the journal (DELETE "
         "/__admin/requests) before the calls to be counted";
}

// How many calls a space keeps is said once, when it is made.
std::string of_space(const JournalLoss& loss) {
  return were_dropped(loss.calls) + " from the journal of the space " + in_quotes(loss.space) +
         ", which keeps at most " + std::to_string(*loss.keeps) +
         ", since it was last emptied, so a count could be too low; make the space with a higher "
         "journalEntries (DELETE, then PUT /__admin/spaces/" +
         loss.space +
         "), start the emulator with a higher --journal-bytes if its calls are large or the spaces "
         "many, or empty the "
         "journal (DELETE /__space/" +
         loss.space + "/__admin/requests) before the calls to be counted";
}

std::string of_several(const std::vector<JournalLoss>& losses) {
  std::uint64_t calls = 0;
  std::vector<std::string> spaces;
  for (const JournalLoss& loss : losses) {
    calls += loss.calls;
    spaces.push_back(in_quotes(loss.space) + " (" + std::to_string(loss.calls) + ")");
  }
  return were_dropped(calls) + " from the journals of the spaces " + listed(spaces) +
         " since they were last emptied, so a count could be too low; make a space with a higher "
         "journalEntries (DELETE, then PUT /__admin/spaces/{name}), start the emulator with higher "
         "--journal-entries and --journal-bytes, ask in a space alone (/__space/{name}/__admin), "
         "or empty the journals (DELETE /__admin/requests?spaces=all) before the calls to be "
         "counted";
}

}  // namespace

void tell_dropped(const Journal& journal, Response& list) {
  if (const auto dropped = journal.counts().dropped; dropped > 0)
    list.headers.push_back({"Emulator-Journal-Dropped", std::to_string(dropped)});
}

std::vector<JournalLoss> losses_for(const CallPattern& pattern, std::vector<JournalLoss> losses) {
  if (const std::string* space = pattern.name_in("space"))
    std::erase_if(losses, [&](const JournalLoss& loss) { return loss.space != *space; });
  return losses;
}

Response journal_incomplete(const std::vector<JournalLoss>& losses) {
  const std::string detail = losses.size() > 1      ? of_several(losses)
                             : losses.front().keeps ? of_space(losses.front())
                                                    : of_default(losses.front());
  return error_answer(500, {500, "The journal is incomplete", detail, {}});
}

}  // namespace emulator
