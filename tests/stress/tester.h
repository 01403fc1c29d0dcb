#pragma once

#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/stress/client.h"

namespace stress {

/// What one test process is.
/// claims  its calls go to the shared base URL and are told apart by their userId; else it has a base URL of its own
/// resets  of a hundred steps
struct Role {
  int index = 0;
  bool claims = false;
  int resets = 2;
  int steps = 0;
  std::uint64_t seed = 0;
};

/// Stubs, seeds, calls, asserts and resets at random in a space of its own, and knows what has to come of it: whatever
/// another process does in its space would show.
class Tester {
 public:
  Tester(const Role& role, std::uint16_t port);

  /// Until a step goes wrong, which is told on stderr. returns  all steps went as they should
  bool run();

 private:
  /// An own stub of a path that all processes stub.
  struct OwnStub {
    std::string id;
    int status = 0;
    std::string body;
  };
  /// How often a step is taken, beside the others.
  struct Step {
    const char* name;
    int share;
    void (Tester::*take)();
  };
  static const std::vector<Step>& steps();

  void make_space();
  Answer admin(std::string_view method, const std::string& path, const std::string& body = {});
  Answer call(const std::string& path, const std::string& user);
  int below(int end) { return static_cast<int>(dice_() % static_cast<std::uint64_t>(end)); }
  std::string mark();
  std::string some_user();
  void forget();
  void must(bool holds, const std::string& what, const Answer& found);
  void must_count(const std::string& pattern, int expected);

  void put_stub();
  void remove_stub();
  void call_stub();
  void seed_user();
  void remove_user();
  void call_as_user();
  void call_as_nobody();
  void call_common_scenario();
  void count_calls();
  void verify_calls();
  void list_calls();
  void find_a_call();
  void change_settings();
  void send_garbage();
  void reset();
  void begin_anew();

  const Role role_;
  const std::string name_;
  const std::string base_;
  std::mt19937_64 dice_;
  Client client_;
  int step_ = 0;
  int marks_ = 0;
  bool good_ = true;

  bool there_ = false;  ///< the space itself, made by its first use

  // What there is in the space.
  static constexpr int kPaths = 3;
  std::array<std::vector<OwnStub>, kPaths> stubs_;
  std::array<int, kPaths> calls_of_path_{};
  std::map<std::string, std::string> users_;  ///< with the mark of their installation
  int calls_ = 0;
  int malformed_ = 0;
  bool scenario_moved_ = false;
  std::string settings_;
  std::string last_call_, forgotten_call_;
};

}  // namespace stress
