#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/testing/call.h"
#include "emulator/testing/count.h"
#include "emulator/testing/error.h"
#include "emulator/testing/failure.h"
#include "emulator/testing/match.h"
#include "emulator/testing/reply.h"
#include "emulator/testing/value.h"

namespace emulator::testing {

/// What to serve, and how strictly.
/// openapi, fixtures  paths, as the program's options; both empty: the API that is built in
/// api_keys           the only tokens to let in; empty: any
/// port               to listen on at 127.0.0.1; 0: any free one
struct Options {
  std::vector<std::string> openapi{};
  std::string fixtures{};
  std::vector<std::string> api_keys{};
  std::vector<std::string> accepted_api_versions{};
  bool allow_unknown_users = false;
  bool detailed_errors = false;
  std::uint16_t port = 0;
};

/// The emulator in the test's own process. Code under test calls url(); or, without a socket, the test hands
/// calls to call(). Every method may be called from any thread.
///
///     emulator::testing::Emulator alloy;
///     alloy.expect(get("/integrations/Magento").with_query("userId", "jane@example.com"), exactly(1));
///     my_code(alloy.url());
///     // at the end of the scope: "expected exactly 1 of the recorded calls to match …, found 0 calls", with
///     // the nearest call and what it lacks, as a failure of the test at the line of expect()
class ALLOY_EMULATOR_API Emulator {
 public:
  /// Throws Error with every finding about the documents and fixtures.
  explicit Emulator(const Options& options = {});
  /// Checks what was expected, lets calls in flight finish, and is gone.
  ~Emulator();
  Emulator(const Emulator&) = delete;
  Emulator& operator=(const Emulator&) = delete;

  /// "http://127.0.0.1:41234"; listens from the first time on. Throws Error where it cannot.
  std::string url();

  /// One call without a socket; delays and faults are not acted on.
  Answer call(const std::string& method, const std::string& target,
              const std::vector<Header>& headers = {}, const std::string& body = {});

  /// Goes before the documented answer, and before stubs put in earlier. returns  its id
  std::string stub(const Match& match, const Reply& reply);
  /// mapping  a whole stub mapping of WireMock, as JSON text
  std::string stub(const std::string& mapping);
  std::string fault(const Match& match, Fault fault);
  void remove_stub(const std::string& id);

  /// Puts a record into a collection of the fixtures, or in the place of the one with its key, until reset(). It
  /// is checked as the fixture files are. A record without its key gets one of its own.
  /// returns  the key: what it can be called by, such as a userId
  std::string record(const std::string& collection, const Members& record);
  void remove_record(const std::string& collection, const std::string& key);

  /// The recorded calls that match, oldest first.
  std::vector<Call> calls(const Match& match = {}) const;
  std::size_t count(const Match& match = {}) const;

  /// The refused calls, and what was wrong with them, as lines for a person; none: "". For what is printed where a test
  /// fails: INFO(alloy.refused()) of doctest, which asks then alone, or a GoogleTest's TearDown().
  std::string refused() const;

  /// Until there are at least so many calls that match. returns  false: the patience is over
  bool wait_for(const Match& match, std::size_t number = 1,
                std::chrono::milliseconds patience = std::chrono::seconds(5)) const;

  /// Reports now, at the line of the caller, where the number of calls is another. returns  it is as it shall be
  bool verify(const Match& match, const Count& count = exactly(1),
              const char* file = __builtin_FILE(), int line = __builtin_LINE()) const;

  /// The same when the scope ends: that of this object or of a Scope, or at check_expectations() or reset().
  void expect(const Match& match, const Count& count = exactly(1),
              const char* file = __builtin_FILE(), int line = __builtin_LINE());
  /// Checks all that is expected, once. returns  all of it holds
  bool check_expectations();

  /// Checks what is expected; then: no stubs, no calls, the records of the files.
  void reset();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// One test of several that share an emulator: resets it at the end, which also checks what was expected.
class ALLOY_EMULATOR_API Scope {
 public:
  explicit Scope(Emulator& emulator) : emulator_(emulator) {}
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  Emulator& emulator_;
};

}  // namespace emulator::testing
