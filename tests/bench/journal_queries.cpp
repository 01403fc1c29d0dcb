// How long questions about recorded calls take, at rest and while calls are recorded without a pause.
//   journal_queries ENTRIES DOCUMENT FIXTURES
// Prints a line each: name, matches, seconds at rest, seconds while recording, calls recorded meanwhile
// per second. With NAME behind it asks only that, once and at rest: for a profiler.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "emulator/journal/call_pattern.h"
#include "emulator/model/loading.h"
#include "emulator/serve/emulator.h"

namespace {

using namespace emulator;
using Clock = std::chrono::steady_clock;

struct Question {
  const char* name;
  const char* pattern;
};

constexpr Question kQuestions[] = {
    {"method, path and header",
     R"({"method":"POST","urlPath":"/integrations/Shopify","headers":{"X-Test":{"equalTo":"7"}}})"},
    {"path of one in a thousand", R"({"method":"POST","urlPath":"/integrations/7"})"},
    {"query parameter", R"({"queryParameters":{"userId":{"equalTo":"user+7@example.com"}}})"},
    {"header by regex", R"({"headers":{"X-Test":{"matches":"0*7"}}})"},
    {"refused by one rule", R"({"violated":"query.userId.known"})"},
    {"body contains", R"({"bodyPatterns":[{"contains":"\"test\":7,"}]})"},
    {"body equalToJson",
     R"({"bodyPatterns":[{"equalToJson":{"test":7},"ignoreExtraElements":true}]})"},
    {"body matchesJsonPath",
     R"({"bodyPatterns":[{"matchesJsonPath":{"expression":"$.test","equalTo":"7"}}]})"},
    {"body matches", R"({"bodyPatterns":[{"matches":".*\"test\":7,.*"}]})"},
    {"path, then body equalToJson",
     R"({"urlPath":"/integrations/7","bodyPatterns":[{"equalToJson":{"test":7},"ignoreExtraElements":true}]})"},
};

// As a test's client sends them: a thousand tests, each with a user, a header and a body of its own.
Request request(std::size_t number) {
  const std::string test = std::to_string(number % 1000);
  const std::string integration = number % 2 == 0 ? "Shopify" : test;
  std::string body = R"({"test":)" + test + R"(,"items":[)";
  for (int i = 0; i < 8; ++i) body += R"({"sku":"A-1042","quantity":3},)";
  return make_request("POST",
                      "/integrations/" + integration + "?userId=user%2B" + test + "%40example.com",
                      {{"Host", "127.0.0.1:8080"},
                       {"User-Agent", "python-requests/2.28.1"},
                       {"Accept", "application/json"},
                       {"Authorization", "bearer YOUR_API_KEY"},
                       {"x-api-version", "2025-09"},
                       {"Content-Type", "application/json"},
                       {"X-Test", std::to_string(number / 2 % 1000)}},
                      body + R"({}]})");
}

WorldPtr world_of(const std::string& document, const std::string& fixtures) {
  Findings findings;
  const ModelPtr model =
      load_model(read_path(document, FileKind::kDocuments, findings),
                 read_path(fixtures, FileKind::kFixtures, findings), {}, findings);
  for (const Finding& finding : findings.sorted())
    std::fprintf(stderr, "%s\n", to_text(finding).c_str());
  return model ? std::make_shared<const World>(model, AnswerSettings{}, 1) : nullptr;
}

double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

std::size_t count(const Emulator& emulator, const Question& question) {
  const CallPattern pattern(Json::parse(question.pattern));
  return emulator.recorded().count([&](const Entry& entry) { return pattern.matches(entry); });
}

double timed(const Emulator& emulator, const Question& question) {
  const auto begun = Clock::now();
  count(emulator, question);
  return seconds_since(begun);
}

void measure(Emulator& emulator, const Question& question, std::size_t& number) {
  const double resting = timed(emulator, question);
  const std::size_t found = count(emulator, question);
  std::atomic<bool> ending{false};
  const std::size_t before = number;
  std::thread recording([&] {
    while (!ending) emulator.handle(request(number++));
  });
  const auto begun = Clock::now();
  const double busy = timed(emulator, question);
  ending = true;
  recording.join();
  const double rate = static_cast<double>(number - before) / seconds_since(begun);
  std::printf("%s\t%zu\t%.4f\t%.4f\t%.0f\n", question.name, found, resting, busy, rate);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) {
    std::fprintf(stderr, "usage: journal_queries ENTRIES DOCUMENT FIXTURES [NAME]\n");
    return 2;
  }
  const auto entries = static_cast<std::size_t>(std::atoll(argv[1]));
  const WorldPtr world = world_of(argv[2], argv[3]);
  if (!world) return 1;
  EmulatorOptions options;
  options.journal = {entries, std::size_t{1} << 40};
  Emulator emulator(world, options);
  std::size_t number = 0;
  while (number < entries) emulator.handle(request(number++));
  for (const Question& question : kQuestions) {
    if (argc == 5 && question.name == std::string(argv[4]))
      std::printf("%zu\n", count(emulator, question));
    if (argc == 4) measure(emulator, question, number);
  }
  return 0;
}
