#include "emulator/model/operation.h"

#include "emulator/model/message.h"

namespace emulator {

const DocumentedResponse* Operation::response_with_key(std::string_view key) const {
  for (const DocumentedResponse& response : responses) {
    if (equal_ignoring_case(response.key, key)) return &response;
  }
  return nullptr;
}

}  // namespace emulator
