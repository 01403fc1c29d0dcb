#include "emulator/journal/journal_replay.h"

#include <doctest/doctest.h>

#include "emulator/decide/world.h"
#include "emulator/journal/entry_line.h"
#include "tests/support/folder.h"

namespace emulator {
namespace {

std::string call_line(const std::string& id) {
  Entry entry;
  entry.id = id;
  entry.request = make_request("GET", "/");
  return entry_line(entry);
}

/// What a file says happened, and the findings.
struct Replayed {
  std::string events;
  std::string findings;
};

Replayed replayed(const std::string& path) {
  Replayed out;
  const auto tell = [&](const std::string& event) { out.events += event + "\n"; };
  ReplayTo to;
  to.call = [&](EntryPtr entry) { tell("call " + entry->id); };
  to.cleared = [&](const std::string& space) { tell("cleared " + space); };
  to.removed = [&](const std::string& space, const std::vector<std::string>& ids) {
    tell("removed " + ids.at(0) + " of " + space);
  };
  to.lost = [&](std::uint64_t calls) { tell("lost " + std::to_string(calls)); };
  const WorldPtr world =
      std::make_shared<const World>(std::make_shared<const Model>(), AnswerSettings{}, 1);
  for (const Finding& finding : replay_journal(path, world, to).sorted())
    out.findings += to_text(finding) + "\n";
  return out;
}

TEST_CASE("a journal file is read in its order") {
  const support::Folder folder;
  const std::string path =
      folder.write("calls", start_line(true) + call_line("a") +
                                R"({"v":1,"kind":"removed","space":"default","ids":["a"]})" + "\n" +
                                R"({"v":1,"kind":"cleared","space":"s"})" + "\n" +
                                R"({"v":1,"kind":"lost","calls":2})" + "\n" + call_line("b"));
  const Replayed all = replayed(path);
  CHECK(all.events == "call a\nremoved a of default\ncleared s\nlost 2\ncall b\n");
  CHECK(all.findings == "");
}

TEST_CASE("what was before a start that did not resume counts no more") {
  const support::Folder folder;
  CHECK(replayed(folder.write("calls", call_line("a") + start_line(false) + call_line("b") +
                                           start_line(true) + call_line("c")))
            .events == "call b\ncall c\n");
}

TEST_CASE("lines that cannot be read are skipped and told") {
  const support::Folder folder;
  const std::string path =
      folder.write("calls", "{\"v\":2,\"kind\":\"call\"}\n{\"v\":1,\"kind\":\"odd\"}\n" +
                                call_line("a") + call_line("b").substr(0, 40));
  const Replayed all = replayed(path);
  CHECK(all.events == "lost 1\nlost 1\ncall a\n");
  CHECK(all.findings ==
        path +
            ":1: warning: the line is no recorded call and is skipped: it has version 2, known is "
            "1   [journal.unreadable-line]\n"
            "  hint: counts fail until the next reset, as a call may be missing\n" +
            path +
            ":2: warning: the line is no recorded call and is skipped: there is no such kind of "
            "line   [journal.unreadable-line]\n"
            "  hint: counts fail until the next reset, as a call may be missing\n" +
            path +
            ":4: warning: the last line was not written to its end, and is skipped   "
            "[journal.torn-line]\n"
            "  hint: it was being written when the process was killed; its call had no answer "
            "yet\n");
}

TEST_CASE("a line torn by a kill makes no count fail, also when the file went on after it") {
  const support::Folder folder;
  const std::string torn = call_line("b").substr(0, 40) + "\n";
  const Replayed resumed =
      replayed(folder.write("resumed", call_line("a") + torn + start_line(true) + call_line("c")));
  CHECK(resumed.events == "call a\ncall c\n");
  CHECK(resumed.findings.find("[journal.torn-line]") != std::string::npos);
  const Replayed damaged = replayed(folder.write("damaged", call_line("a") + torn));
  CHECK(damaged.events == "call a\nlost 1\n");
}

TEST_CASE("no file holds nothing") { CHECK(replayed("/nowhere/at/all").events == ""); }

}  // namespace
}  // namespace emulator
