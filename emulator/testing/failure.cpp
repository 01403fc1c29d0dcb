#include "emulator/testing/failure.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <utility>

namespace emulator::testing {
namespace {

void print_and_end(const Failure& failure) {
  std::fprintf(stderr, "%s:%d: %s\n", failure.file, failure.line, failure.text.c_str());
  if (std::uncaught_exceptions() == 0) std::abort();
}

struct Handling {
  std::mutex mutex;
  // Guarded by mutex.
  FailureHandler handler;
};

// Adapters set theirs before main(), in whatever order.
Handling& handling() {
  static Handling the_one;
  return the_one;
}

}  // namespace

FailureHandler set_failure_handler(FailureHandler handler) {
  const std::lock_guard lock(handling().mutex);
  return std::exchange(handling().handler, std::move(handler));
}

void report(const Failure& failure) {
  FailureHandler handler;
  {
    const std::lock_guard lock(handling().mutex);
    handler = handling().handler;
  }
  handler ? handler(failure) : print_and_end(failure);
}

}  // namespace emulator::testing
