#pragma once

#include <string>
#include <vector>

#include "emulator/journal/entry.h"

namespace emulator {

/// What a client was sent of an answer: all of it, where no fault broke it and the call's method and the status allow a
/// body.
/// status  0: nothing, or nothing that is HTTP
struct SentAnswer {
  int status = 0;
  std::vector<Header> headers;
  std::string body;
};

SentAnswer sent_answer(const Entry& entry);

}  // namespace emulator
