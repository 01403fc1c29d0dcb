#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "emulator/serve/emulator.h"

using namespace emulator;

namespace {

// Schemas that lead to each other, with a pattern and a value that is made for the answer.
constexpr const char* kTrees = R"(openapi: 3.0.3
paths:
  /trees:
    post:
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
        '422': {content: {application/json: {example: refused}}}
components:
  schemas:
    Tree:
      type: object
      required: [name]
      properties:
        name: {$ref: '#/components/schemas/Name'}
        left: {$ref: '#/components/schemas/Tree'}
        right: {oneOf: [{$ref: '#/components/schemas/Tree'}, {$ref: '#/components/schemas/Name'}]}
    Name: {type: string, pattern: '^[a-z]+$'}
)";

ModelPtr fresh_trees() {
  Findings findings;
  auto model = load_model(read_documents("trees.yaml", kTrees, findings), {}, {}, findings);
  REQUIRE(model);
  return model;
}

std::string answer(Emulator& emulator, const std::string& body) {
  Request request = make_request("POST", "/trees", {{"Content-Type", "application/json"}}, body);
  const Response response = emulator.handle(std::move(request));
  return std::to_string(response.status) + " " + *response.body;
}

}  // namespace

TEST_CASE("calls that are the first to need a schema, all at once, are answered alike") {
  constexpr int kThreads = 4;
  const std::string good = R"({"name": "a", "left": {"name": "b", "right": "c"}})";
  const std::string bad = R"({"name": "a", "left": {"name": "b", "right": "C"}})";
  for (int round = 0; round < 20; ++round) {
    Emulator emulator(std::make_shared<const World>(fresh_trees(), AnswerSettings{}, 1));
    std::atomic<int> waiting = kThreads;
    std::vector<std::pair<std::string, std::string>> answers(kThreads);
    std::vector<std::thread> threads;
    for (auto& [to_good, to_bad] : answers) {
      threads.emplace_back(
          [&emulator, &waiting, &good, &bad, &to_good = to_good, &to_bad = to_bad] {
            for (--waiting; waiting > 0;) std::this_thread::yield();
            to_good = answer(emulator, good);
            to_bad = answer(emulator, bad);
          });
    }
    for (std::thread& thread : threads) thread.join();
    for (const auto& [to_good, to_bad] : answers) {
      CHECK(to_good == answers.front().first);
      CHECK(to_good.starts_with("200 {\"name\":"));
      CHECK(to_bad == "422 \"refused\"");
    }
  }
}
