#pragma once

#include <cstddef>

#include "emulator/model/message.h"
#include "emulator/serve/byte_budget.h"

namespace emulator {

/// What large answers of the admin protocol take until their clients have read them. Any thread.
class LargeAnswers {
 public:
  /// most  bytes of all together
  explicit LargeAnswers(std::size_t most) : budget_(most) {}

  /// Counts the answer in until it was read, or puts 503 in its place. Only where the call has changed nothing, so that it can
  /// be made again, and only an answer of more than 1 MiB.
  void bound(const Request& request, Response& answer) const;

 private:
  const ByteBudget budget_;
};

}  // namespace emulator
