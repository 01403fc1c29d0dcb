#include "emulator/journal/coverage.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

constexpr const char* kDocument = R"(openapi: 3.0.3
paths:
  /items/{id}:
    put:
      operationId: put-item
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: key, in: query, required: true, schema: {type: string}}
        - {name: dry, in: query, schema: {type: boolean}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: sid, in: cookie, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '200':
          content:
            application/json:
              examples:
                small: {value: {size: 1}}
                large: {value: {size: 9}}
            text/plain: {example: done}
        '204': {}
        4XX: {content: {application/json: {example: {}}}}
        default: {content: {application/problem+json: {example: {}}}}
)";

using Files = std::vector<std::pair<std::string, std::string>>;

WorldPtr world_of(const Files& files) {
  Findings findings;
  std::vector<DocumentPtr> documents;
  for (const auto& [name, text] : files)
    documents.push_back(read_documents(name, text, findings).at(0));
  auto model = load_model(documents, {}, {}, findings);
  REQUIRE(model);
  return std::make_shared<const World>(model, AnswerSettings{}, 1);
}

WorldPtr world_of(const std::string& document) { return world_of(Files{{"items.yaml", document}}); }

// "calls 1; path.id 1, …; 200 application/json 1 (small 1, large 0), …"
std::string numbers(const OperationCoverage& operation) {
  std::string text = "calls " + std::to_string(operation.calls) + ";";
  for (const ParameterCoverage& parameter : operation.parameters) {
    if (!parameter.documented) continue;
    text += " " + std::string(to_string(parameter.in)) +
            (parameter.name.empty() ? "" : "." + parameter.name) + " " +
            std::to_string(parameter.seen);
    for (const RuleCoverage& rule : parameter.rules)
      if (rule.broken > 0) text += " (" + rule.id + " " + std::to_string(rule.broken) + ")";
  }
  text += ";";
  for (const AnswerCoverage& answer : operation.answers) {
    text += " " + answer.key + (answer.media_type.empty() ? "" : " " + answer.media_type) + " " +
            std::to_string(answer.sent);
    if (answer.by_stub > 0) text += " (stub " + std::to_string(answer.by_stub) + ")";
    for (const ExampleCoverage& example : answer.examples)
      text += " " + example.name + ":" + std::to_string(example.sent);
  }
  return text;
}

EmulatorOptions with_limits(JournalLimits limits) {
  EmulatorOptions options;
  options.journal = limits;
  return options;
}

struct Counting {
  explicit Counting(JournalLimits limits = {})
      : emulator(world_of(kDocument), with_limits(limits)) {}
  void call(const std::string& target, std::vector<Header> headers = {}, std::string body = {}) {
    emulator.handle(make_request("PUT", target, std::move(headers), std::move(body)));
  }
  std::string counted() const {
    Coverage all = coverage_of(emulator.world()->model());
    add_coverage(emulator.recorded().coverage(), all);
    return numbers(all.at(0));
  }
  Emulator emulator;
};

TEST_CASE("without a call there is everything, exercised by none") {
  CHECK(Counting().counted() ==
        "calls 0; path.id 0 query.key 0 query.dry 0 header.X-Trace 0 cookie.sid 0 body 0; "
        "200 application/json 0 small:0 large:0 200 text/plain 0 204 0 4XX application/json 0 "
        "default application/problem+json 0");
}

TEST_CASE("a call counts what it carries, the rules it breaks and what it is answered") {
  Counting shop;
  shop.call("/items/1?key=a&dr%79=true", {{"Cookie", "sid=1"}});
  shop.call("/items/1?dry=no", {{"X-Trace", "t"}});
  shop.call("/items/1?key=a", {{"Accept", "text/plain"}, {"Content-Type", "application/json"}},
            "{}");
  CHECK(shop.counted() ==
        "calls 3; path.id 3 query.key 2 (query.key.required 1) query.dry 2 (query.dry.schema 1) "
        "header.X-Trace 1 cookie.sid 1 body 1; "
        "200 application/json 1 small:1 large:0 200 text/plain 1 204 0 4XX application/json 1 "
        "default application/problem+json 0");
}

TEST_CASE("an answer of a stub counts where it is documented, unless the client never got it") {
  Counting shop;
  const auto stub = [&](const std::string& response) {
    shop.emulator.handle(
        make_request("POST", "/__admin/mappings", {}, R"({"response": )" + response + "}"));
    shop.call("/items/1?key=a");
  };
  stub(
      R"({"status": 200, "jsonBody": {"size": 9}, "headers": {"Content-Type": "application/json"}})");
  stub(R"({"status": 204})");
  stub(R"({"status": 503, "headers": {"Content-Type": "application/problem+json"}})");
  stub(R"({"status": 204, "fault": "EMPTY_RESPONSE"})");
  CHECK(shop.counted() ==
        "calls 4; path.id 4 query.key 4 query.dry 0 header.X-Trace 0 cookie.sid 0 body 0; "
        "200 application/json 1 (stub 1) small:0 large:1 200 text/plain 0 204 1 (stub 1) "
        "4XX application/json 0 default application/problem+json 1 (stub 1)");
}

TEST_CASE("what was counted outlives the calls that are dropped, and ends with a reset") {
  Counting shop({2, 1u << 20});
  for (int i = 0; i < 5; ++i) shop.call("/items/1?key=a");
  CHECK(shop.counted().starts_with("calls 5; path.id 5 query.key 5 "));
  shop.emulator.handle(make_request("DELETE", "/__admin/requests"));
  CHECK(shop.counted().starts_with("calls 0; path.id 0 "));
}

TEST_CASE("a reload keeps the numbers of what is still documented") {
  Counting shop;
  shop.call("/items/1?key=a&dry=true");
  std::string changed = kDocument;
  changed.replace(changed.find("name: dry"), 9, "name: wet");
  shop.emulator.replace(world_of(changed));
  shop.call("/items/1?key=a&wet=true");
  CHECK(shop.counted().starts_with("calls 2; path.id 2 query.key 2 query.wet 1 "));
}

TEST_CASE("after a reload two versions of one operation have each its own numbers") {
  const auto version = [](const std::string& name) {
    return "openapi: 3.0.3\npaths: {/items: {get: {operationId: list, parameters: [{name: "
           "x-api-version, in: header, schema: {type: string, default: '" +
           name + "'}}], responses: {'200': {}}}}}\n";
  };
  const auto both = [&] {
    return world_of(Files{{"1.yaml", version("1")}, {"2.yaml", version("2")}});
  };
  Emulator emulator(both(), EmulatorOptions());
  const auto call = [&](const char* asked) {
    emulator.handle(make_request("GET", "/items", {{"x-api-version", asked}}));
  };
  call("1");
  call("2");
  emulator.replace(both());
  call("2");
  emulator.replace(both());
  Coverage all = coverage_of(emulator.world()->model());
  add_coverage(emulator.recorded().coverage(), all);
  REQUIRE(all.size() == 2);
  CHECK(numbers(all[0]) == "calls 1; header.x-api-version 1; 200 1");
  CHECK(numbers(all[1]) == "calls 2; header.x-api-version 2; 200 2");
}

}  // namespace
}  // namespace emulator
