#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "emulator/cli/http_client.h"
#include "tests/cli/program.h"
#include "tests/support/folder.h"

using namespace emulator;
using support::Program;

namespace {

std::vector<std::string> keeping(const std::string& journal, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"serve", "--port", "0", "--port-file", "port.json", "--log", "off",
                             "--journal", journal});
  return more;
}

std::string address_of(const Program& program) {
  return nlohmann::json::parse(program.wait_for_file("port.json")).at("url");
}

/// Clients that call without a pause, each time another target, until nobody answers any more.
class Load {
 public:
  Load(const std::string& url, int clients) {
    for (int i = 0; i < clients; ++i) threads_.emplace_back([=, this] { call_on(url, i); });
  }
  ~Load() { end(); }
  void wait_for(std::size_t answers) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return answered_.size() >= answers || ended_ > 0; });
  }
  /// The targets for which an answer came.
  std::set<std::string> end() {
    for (std::thread& thread : threads_)
      if (thread.joinable()) thread.join();
    return answered_;
  }

 private:
  void call_on(const std::string& url, int client) {
    for (int number = 0;; ++number) {
      const std::string target = "/" + std::to_string(client) + "/" + std::to_string(number);
      const bool answered = ask_http(url, {"POST", target, {}, std::string(2'000, 'x')}).status > 0;
      const std::lock_guard lock(mutex_);
      if (answered) {
        answered_.insert(target);
      } else {
        ++ended_;
      }
      changed_.notify_one();
      if (!answered) return;
    }
  }

  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_ while threads_ run.
  std::set<std::string> answered_;
  int ended_ = 0;
};

/// What a journal's file holds.
struct Kept {
  std::set<std::string> targets;
  int lines = 0;
  bool torn = false;
};

Kept read_kept(const std::string& journal) {
  std::ostringstream all;
  all << std::ifstream(journal).rdbuf();
  const std::string text = all.str();
  Kept kept;
  kept.torn = !text.empty() && text.back() != '\n';
  std::istringstream lines(text.substr(0, text.rfind('\n') + 1));
  for (std::string line; std::getline(lines, line); ++kept.lines) {
    const auto value = nlohmann::json::parse(line);
    if (value.at("kind") == "call") kept.targets.insert(value.at("target"));
  }
  return kept;
}

void tear(const std::string& journal) {
  std::ostringstream all;
  all << std::ifstream(journal).rdbuf();
  const std::string text = all.str();
  const std::size_t begin = text.rfind('\n', text.size() - 2) + 1;
  std::filesystem::resize_file(journal, begin + (text.size() - begin + 1) / 2);
}

std::set<std::string> targets_asked_of(const std::string& url) {
  const auto found = nlohmann::json::parse(
      ask_http(url, {"POST", "/__admin/requests/find", {}, "{}", std::chrono::seconds(10)}).body);
  std::set<std::string> targets;
  for (const auto& request : found.at("requests")) targets.insert(request.at("url"));
  return targets;
}

bool has_all(const std::set<std::string>& in, const std::set<std::string>& of) {
  return std::includes(in.begin(), in.end(), of.begin(), of.end());
}

}  // namespace

TEST_CASE(
    "killed while many clients call, each call that was answered is in the file and resumed") {
  const support::Folder folder;
  const std::string journal = folder.path() + "/calls.ndjson";
  const std::size_t enough = 50 + std::random_device()() % 200;
  CAPTURE(enough);
  std::set<std::string> answered;
  {
    Program program(keeping(journal));
    Load load(address_of(program), 4);
    load.wait_for(enough);
    program.signal(SIGKILL);
    CHECK(program.wait() == 128 + SIGKILL);
    answered = load.end();
  }
  CHECK(answered.size() >= enough);
  Kept kept = read_kept(journal);
  CHECK(has_all(kept.targets, answered));
  SUBCASE("as it was left") {}
  SUBCASE("with its last line torn in the middle") {
    tear(journal);
    kept = read_kept(journal);
    CHECK(kept.torn);
    CHECK(kept.targets.size() + 1 >= answered.size());
  }

  Program again(keeping(journal, {"--resume"}));
  CHECK(targets_asked_of(address_of(again)) == kept.targets);
  again.signal(SIGTERM);
  CHECK(again.wait() == 0);
  const std::string torn =
      journal + ":" + std::to_string(kept.lines + 1) +
      ": warning: the last line was not written to its end, and is skipped   "
      "[journal.torn-line]\n"
      "  hint: it was being written when the process was killed; its call had no answer yet\n";
  CHECK(again.errors() == (kept.torn ? torn : std::string()) +
                              "note: " + std::to_string(kept.targets.size()) +
                              " calls of the journal " + journal + " are found again\n");
}
