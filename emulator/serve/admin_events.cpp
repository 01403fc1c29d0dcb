#include "emulator/serve/admin_events.h"

#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/serve/call_feed.h"

namespace emulator {
namespace {

Input<CallPattern> pattern_of(const AdminCall& call) {
  if (call.request.method == "POST") return read_pattern(call);
  for (const QueryParameter& parameter : call.target.query)
    if (parameter.name == "pattern") return read_pattern_parameter(call, parameter);
  return CallPattern();
}

}  // namespace

Response listen_to_calls(const AdminCall& call) {
  auto pattern = pattern_of(call);
  if (const auto* refusal = std::get_if<Response>(&pattern)) return *refusal;
  if (!call.host.stream_calls(std::get<CallPattern>(std::move(pattern)))) {
    return error_answer(503,
                        {503,
                         "Too many listeners",
                         std::to_string(CallFeed::kMost) +
                             " clients listen to calls already; close one of their connections",
                         {}});
  }
  Response head = empty_answer(200);
  head.headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}};
  return head;
}

}  // namespace emulator
