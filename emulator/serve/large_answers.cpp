#include "emulator/serve/large_answers.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "emulator/model/target.h"
#include "emulator/serve/admin_answer.h"

namespace emulator {
namespace {

constexpr std::size_t kSmallAnswer = 1u << 20;

/// Questions that are asked by POST.
constexpr std::string_view kQuestions[] = {"/requests/find", "/export",
                                           "/mappings/find-by-metadata"};

bool only_reads(const Request& request) {
  if (request.method == "GET") return true;
  const auto target = split_target(request.target);
  return target && std::any_of(std::begin(kQuestions), std::end(kQuestions),
                               [&](std::string_view end) { return target->path.ends_with(end); });
}

}  // namespace

void LargeAnswers::bound(const Request& request, Response& answer) const {
  if (!answer.body || answer.body->size() <= kSmallAnswer || !only_reads(request)) return;
  const std::size_t bytes = answer.body->size();
  if (auto held = budget_.hold(std::move(answer.body), bytes)) {
    answer.body = std::move(held);
    return;
  }
  answer = error_answer(503, {503,
                              "Too many large answers wait",
                              "answers of more than 1 MiB that no client has read yet may take " +
                                  std::to_string(budget_.most() >> 20) +
                                  " MiB; read those that were asked for, or ask for less",
                              {}});
}

}  // namespace emulator
