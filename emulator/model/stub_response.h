#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/delay.h"
#include "emulator/model/message.h"
#include "emulator/model/pattern_reader.h"

namespace emulator {

/// What a stub answers: WireMock's response definition, read.
/// response     status, reason, headers, body and the effects that are the same each time
/// fixed_delay  the stub's own; it takes the place of a fixed delay that holds for all stubs
/// delay        added to it, drawn for each call
/// fault        its name, "EMPTY_RESPONSE"; none: empty
/// body_file    bodyFileName, looked up for each answer, as files come and go; empty: the body is `response.body`
struct StubResponse {
  Response response;
  std::optional<FixedDelay> fixed_delay;
  std::optional<DelayDistribution> delay;
  std::string fault;
  std::string body_file;
};

/// Keys: status, statusMessage, headers, body, jsonBody, base64Body, bodyFileName, fixedDelayMilliseconds,
/// delayDistribution, chunkedDribbleDelay, fault, transformers, transformerParameters, fromConfiguredStub. Faults are
/// WireMock's four, STALL (the head, then silence) and TRUNCATED_BODY (half of the body, or so many bytes of it as
/// transformerParameters.afterBytes says). Throws PatternError, also for what is not supported.
StubResponse read_stub_response(const PatternSite& site);

/// The name of the fault among an answer's effects; none: "".
std::string fault_name(const std::vector<Effect>& effects);

}  // namespace emulator
