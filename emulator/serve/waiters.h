#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

#include "emulator/serve/service.h"
#include "emulator/serve/verification.h"

namespace emulator {

/// Verifications that wait for calls. One thread for all of them, which sleeps until a call was recorded or a time is
/// over. Any thread.
class Waiters {
 public:
  static constexpr std::size_t kMost = 1'000;

  ~Waiters();  ///< those that still wait are answered with what there is

  using Finish = std::function<Response(const Progress& progress)>;
  using Look = std::function<bool(Progress& progress)>;
  /// look     asks the journal; true: the verdict is final
  /// finish   makes the answer
  /// returns  false: there are kMost already
  bool add(Progress progress, Look look, Finish finish, Responder respond);

  /// A call was recorded.
  void wake();

 private:
  struct Waiting {
    Progress progress;
    Look look;
    Finish finish;
    Responder respond;
  };
  static bool is_answered(Waiting& one);
  void run();

  std::atomic<std::size_t> waiting_{0};

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_.
  std::list<Waiting> added_;
  bool news_ = false;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace emulator
