#pragma once

#include <memory>
#include <vector>

#include "emulator/serve/reactor.h"
#include "emulator/serve/sockets.h"

namespace emulator::wire {

/// Takes newcomers from the listening sockets, on the first reactor's thread, and gives each to the
/// reactor that has the fewest. Without a free descriptor it pauses and looks again soon: those
/// freed elsewhere count as well.
class Acceptor : public Reactor::Guest {
 public:
  /// reactors  the first is the home; all outlive this
  /// limit     connections beyond are refused with 503
  Acceptor(std::vector<ListeningSocket> sockets,
           const std::vector<std::unique_ptr<Reactor>>& reactors, std::size_t limit,
           const ListenerOptions& options);

  Clock::time_point serve(Clock::time_point now) override;
  void stop() override;

 private:
  enum class Outcome { kNoMore, kMore, kNoDescriptor };
  Outcome accept_some(const ListeningSocket& listening);
  void admit(Newcomer newcomer);
  void say_that_descriptors_ran_out();
  void watch_all(bool watch);

  std::vector<ListeningSocket> sockets_;
  const std::vector<std::unique_ptr<Reactor>>& reactors_;
  const std::size_t limit_;
  const ListenerOptions& options_;
  bool paused_ = false;
  bool said_ = false;
};

}  // namespace emulator::wire
