#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "emulator/serve/emulator.h"
#include "tests/support/admin_contract.h"

namespace emulator {

/// An emulator of a small shop, called as a test author's client calls it.
class StubClient {
 public:
  struct Answer {
    int status = 0;
    std::string body;
    Response whole;
    Json json() const { return Json::parse(body); }
  };

  explicit StubClient(EmulatorOptions options = {})
      : emulator_(small_world(), std::move(options)) {}

  Answer call(std::string_view method, std::string_view target, std::string body = {}) {
    const Response response =
        send(make_request(method, target, {{"Host", "localhost"}}, std::move(body)));
    return {response.status, response.body ? *response.body : "", response};
  }
  /// An answer of the admin protocol has to be what docs/admin-openapi.yaml says.
  Response send(const Request& request) {
    Response response = emulator_.handle(request);
    check_contract(request, response);
    return response;
  }
  /// The same for one that is answered later.
  void send(const Request& request, const std::function<void(Response)>& respond) {
    emulator_.call(request, [request, respond](Response response) {
      check_contract(request, response);
      respond(std::move(response));
    });
  }
  Answer admin(std::string_view method, const std::string& path, std::string body = {}) {
    return call(method, "/__admin" + path, std::move(body));
  }
  /// Creates a stub and returns its id.
  std::string stub(const std::string& json) {
    const Answer created = admin("POST", "/mappings", json);
    CAPTURE(created.body);
    REQUIRE(created.status == 201);
    return created.json().at("id");
  }
  Json newest_event() { return admin("GET", "/requests?limit=1").json().at("requests").at(0); }

  Emulator& emulator() { return emulator_; }

  static WorldPtr small_world() {
    constexpr const char* kDocument = R"(openapi: 3.0.3
paths:
  /people/{id}:
    get:
      operationId: get-person
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: key, in: query, required: true, schema: {type: string}}
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                required: [name]
                properties: {id: {type: string}, name: {type: string}}
        '400': {content: {application/json: {example: {}}}}
)";
    constexpr const char* kFixtures = R"(people:
  key: [id, name]
  records:
    - {id: p_1, name: jane}
    - {id: p_2, name: jim}
operations:
  get-person:
    lookup: {person: 'people[path.id]'}
    respond: person
)";
    Findings findings;
    auto model = load_model(read_documents("shop.yaml", kDocument, findings),
                            read_documents("people.yaml", kFixtures, findings), {}, findings);
    for (const Finding& finding : findings.sorted()) MESSAGE(to_text(finding));
    REQUIRE(model);
    return std::make_shared<const World>(model, AnswerSettings{}, 1);
  }

 private:
  Emulator emulator_;
};

}  // namespace emulator
