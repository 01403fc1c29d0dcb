#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "emulator/testing/value.h"

namespace emulator::testing {

/// What a stub answers: WireMock's response definition. Each with_… gives another one that has that too.
class ALLOY_EMULATOR_API Reply {
 public:
  explicit Reply(int status = 200);
  /// Any response definition, as JSON text. Throws Error where it is no JSON object.
  static Reply json(const std::string& response);

  /// Content-Type is application/json.
  Reply with_json(const Value& value) const;
  Reply with_body(const std::string& body) const;
  /// The same name again is another header line.
  Reply with_header(const std::string& name, const std::string& value) const;
  /// Before its first byte is sent.
  Reply after(std::chrono::milliseconds delay) const;
  /// Answers one call; from then on it is as if the stub were not there.
  Reply once() const;

  bool answers_once() const { return once_; }
  /// The response definition, as JSON text.
  std::string text() const;

 private:
  Reply with(const std::string& key, const Value& value) const;

  Members members_;
  std::vector<std::pair<std::string, std::string>> headers_;
  bool once_ = false;
};

inline Reply reply(int status) { return Reply(status); }

/// What happens to the connection in place of an answer.
enum class Fault {
  kEmptyResponse,        ///< closed without a byte
  kConnectionReset,      ///< reset (RST) without a byte
  kMalformedChunk,       ///< a head, then bytes that are no chunk, then closed
  kRandomDataThenClose,  ///< bytes that are no HTTP
  kStall,                ///< a head, then silence until the client gives up
  kTruncatedBody,        ///< half of the body, then closed
};

/// As WireMock writes it: "EMPTY_RESPONSE".
ALLOY_EMULATOR_API const char* to_string(Fault fault);

}  // namespace emulator::testing
