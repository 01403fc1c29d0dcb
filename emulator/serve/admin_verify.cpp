#include "emulator/serve/admin_verify.h"

namespace emulator {

Response post_verify(const AdminCall& call) {
  auto input = read_verification(call);
  if (const auto* refusal = std::get_if<Response>(&input)) return *refusal;
  const HeaderLine* accept = call.request.header("Accept");
  const bool as_json = accept && accept->value == "application/json";
  const auto now = Progress::Clock::now();
  Progress progress(std::get<Verification>(std::move(input)), now);
  const bool is_final = progress.look(call.host.journal(), now);
  Response response = progress.answer(call.host, as_json);
  if (!is_final) call.host.wait_for(std::move(progress), as_json);
  return response;
}

}  // namespace emulator
