#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "emulator/serve/emulator.h"

using namespace emulator;

namespace {

WorldPtr world_of(std::uint64_t generation) {
  Findings findings;
  const std::string document =
      "openapi: 3.0.3\npaths:\n  /hello: {get: {responses: {'200': {content: {text/plain: "
      "{example: 'from " +
      std::to_string(generation) + "'}}}}}}\n";
  auto model = load_model(read_documents("api.yaml", document, findings), {}, {}, findings);
  REQUIRE(model);
  return std::make_shared<const World>(model, AnswerSettings{}, generation);
}

}  // namespace

TEST_CASE(
    "a thousand reloads under load: no call is refused, each is answered from one world, and old "
    "worlds end") {
  constexpr std::uint64_t kReloads = 1000;
  EmulatorOptions options;
  options.journal.entries = 100;
  Emulator emulator(world_of(1), options);
  const std::weak_ptr<const World> first = emulator.world();
  std::atomic<bool> ending{false};
  std::atomic<int> wrong{0}, calls{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back([&] {
      while (!ending) {
        const Response response = emulator.handle(make_request("GET", "/hello"));
        const EntryPtr entry = emulator.recorded().get(*response.header("Emulator-Call"));
        // Dropped from the small journal meanwhile: nothing to compare with.
        const std::string expected =
            entry ? "from " + std::to_string(entry->world->generation()) : *response.body;
        if (response.status != 200 || *response.body != expected) ++wrong;
        ++calls;
      }
    });
  }
  for (std::uint64_t generation = 2; generation <= kReloads + 1; ++generation)
    emulator.replace(world_of(generation));
  while (calls < 5000) std::this_thread::yield();
  ending = true;
  for (std::thread& client : clients) client.join();
  CHECK(wrong == 0);
  CHECK(emulator.world()->generation() == kReloads + 1);
  CHECK(first.expired());
}
