#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "emulator/model/loading.h"
#include "emulator/serve/emulator.h"
#include "tests/support/project_dir.h"

namespace emulator {
namespace {

constexpr const char* kShop = R"(openapi: 3.0.3
paths:
  /things:
    get:
      operationId: list
      parameters: [{name: color, in: query, schema: {type: string}}]
      responses:
        '200': {content: {application/json: {schema: {type: object}}}}
    post:
      operationId: make
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [name]}}}}
      responses:
        '201': {content: {application/json: {schema: {type: object}}}}
        '400': {content: {application/json: {example: {}}}}
        '409': {content: {application/json: {example: {code: taken}}}}
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: get
      responses:
        '200': {content: {application/json: {schema: {type: object, properties: {size: {type: integer}}}}}}
        '404': {content: {application/json: {example: {code: unknown}}}}
    put:
      operationId: put
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '200': {content: {application/json: {schema: {type: object}}}}
        '404': {content: {application/json: {example: {code: unknown}}}}
    patch:
      operationId: patch
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '200': {content: {application/json: {schema: {type: object}}}}
        '403': {content: {application/json: {example: {code: locked}}}}
    delete:
      operationId: drop
      responses: {'204': {description: gone}}
)";

constexpr const char* kRows = R"(things:
  key: [id, name]
  records:
    - {id: t_1, name: hammer, color: red, size: 3}
    - {id: t_2, name: nail, color: grey, size: 1, locked: true}
operations:
  list: {respond: {data: 'things[color=query.color]'}}
  make:
    create:
      thing: {in: things, record: {id: new.objectId, name: body.name, color: body.color, size: body.size}}
    errors: [{when: body.name.free, status: 409}]
    respond: {id: thing.id}
  get:
    lookup: {thing: 'things[path.id]'}
    errors: [{when: path.id.known, status: 404}]
    respond: thing
  put:
    lookup: {thing: 'things[path.id]'}
    replace: {thing: body}
    errors: [{when: path.id.known, status: 404, body: {code: none such}}]
    respond: thing
  patch:
    lookup: {thing: 'things[path.id]'}
    update: {thing: {size: body.size, color: body.color}}
    errors: [{when: {thing.locked: true}, status: 403}]
    respond: thing
  drop: {lookup: {thing: 'things[path.id]'}, delete: thing}
)";

WorldPtr world_of(const char* document, const char* fixtures) {
  Findings findings;
  auto model = load_model(read_documents("shop.yaml", document, findings),
                          read_documents("rows.yaml", fixtures, findings), {}, findings);
  for (const Finding& finding : findings.sorted()) MESSAGE(to_text(finding));
  REQUIRE(model);
  return std::make_shared<const World>(model, AnswerSettings{}, 1);
}

struct Answer {
  int status = 0;
  std::string body;
};

class StatefulShop {
 public:
  StatefulShop() : emulator_(world_of(kShop, kRows)) {}

  Answer call(std::string_view method, std::string_view target, std::string body = {}) {
    std::vector<Header> headers{{"Host", "localhost"}};
    if (!body.empty()) headers.push_back({"Content-Type", "application/json"});
    const Response response =
        emulator_.handle(make_request(method, target, headers, std::move(body)));
    return {response.status, response.body ? *response.body : ""};
  }
  std::string make(const std::string& name) {
    const Answer made = call("POST", "/things", R"({"name": ")" + name + R"("})");
    return made.status == 201 ? Json::parse(made.body).at("id") : "";
  }
  std::vector<std::string> newest_trail() {
    const auto newest = emulator_.recorded().find([](const Entry&) { return true; }).back();
    return trail_of(newest->decision, newest->request);
  }

 private:
  Emulator emulator_;
};

TEST_CASE("what a call makes, later calls find, by any of its keys") {
  StatefulShop shop;
  const Answer made = shop.call("POST", "/things", R"({"name": "saw", "size": 7, "weight": 2})");
  CHECK(made.status == 201);
  const std::string id = Json::parse(made.body).at("id");
  CHECK(id.size() == 24);
  CHECK(shop.newest_trail().end()[-2] == "puts the record '" + id + "' of 'things'");
  const std::string record = R"({"id":")" + id + R"(","name":"saw","size":7})";
  CHECK(shop.call("GET", "/things/" + id).body == record);
  CHECK(shop.call("GET", "/things/saw").body == record);
  CHECK(Json::parse(shop.call("GET", "/things").body).at("data").size() == 3);
}

TEST_CASE("lists are all records, or those with the values that the call gives") {
  StatefulShop shop;
  CHECK(Json::parse(shop.call("GET", "/things").body).at("data").size() == 2);
  CHECK(shop.call("GET", "/things?color=grey").body ==
        R"({"data":[{"id":"t_2","name":"nail","color":"grey","size":1,"locked":true}]})");
  CHECK(shop.call("GET", "/things?color=blue").body == R"({"data":[]})");
}

TEST_CASE("a taken key is refused as its row says, and nothing is made") {
  StatefulShop shop;
  const Answer taken = shop.call("POST", "/things", R"({"name": "nail"})");
  CHECK(taken.status == 409);
  CHECK(taken.body == R"({"code":"taken"})");
  const auto trail = shop.newest_trail();
  const auto broken = std::find_if(trail.begin(), trail.end(), [](const std::string& line) {
    return line.starts_with("broken body.name.free (assumed)");
  });
  REQUIRE(broken != trail.end());
  CHECK(broken[1] == "  expected a name that no record of 'things' has yet, found 'nail'");
  CHECK(Json::parse(shop.call("GET", "/things").body).at("data").size() == 2);
}

TEST_CASE("a record is replaced whole, and keeps the key it has") {
  StatefulShop shop;
  CHECK(shop.call("PUT", "/things/t_1", R"({"name": "mallet"})").body ==
        R"({"name":"mallet","id":"t_1"})");
  CHECK(shop.call("GET", "/things/mallet").body == R"({"name":"mallet","id":"t_1"})");
  CHECK(shop.call("GET", "/things/hammer").status == 404);
  CHECK(shop.call("PUT", "/things/hammer", "{}").body == R"({"code":"none such"})");
}

TEST_CASE("a record is changed by what the call gives, and only that") {
  StatefulShop shop;
  CHECK(shop.call("PATCH", "/things/t_1", R"({"size": 4, "name": "no"})").body ==
        R"({"id":"t_1","name":"hammer","color":"red","size":4})");
  CHECK(shop.call("GET", "/things/t_1").body ==
        R"({"id":"t_1","name":"hammer","color":"red","size":4})");
}

TEST_CASE("a condition on a record refuses with the status of its row") {
  StatefulShop shop;
  const Answer locked = shop.call("PATCH", "/things/nail", R"({"size": 4})");
  CHECK(locked.status == 403);
  CHECK(locked.body == R"({"code":"locked"})");
  CHECK(Json::parse(shop.call("GET", "/things/nail").body).at("size") == 1);
}

TEST_CASE("a deleted record is gone until reset brings it back") {
  StatefulShop shop;
  const Answer gone = shop.call("DELETE", "/things/hammer");
  CHECK(gone.status == 204);
  CHECK(gone.body.empty());
  CHECK(shop.call("GET", "/things/t_1").status == 404);
  CHECK(shop.call("GET", "/things/t_1").body == R"({"code":"unknown"})");
  shop.call("POST", "/__admin/reset");
  CHECK(shop.call("GET", "/things/t_1").status == 200);
}

TEST_CASE("the same calls after a reset get the same ids") {
  StatefulShop shop;
  const std::string first = shop.make("saw"), second = shop.make("file");
  CHECK(first != second);
  shop.call("POST", "/__admin/reset");
  CHECK(shop.make("saw") == first);
  CHECK(shop.make("file") == second);
}

TEST_CASE("what a call makes in one space is nothing to the others") {
  StatefulShop shop;
  CHECK(shop.call("POST", "/__space/jane/things", R"({"name": "saw"})").status == 201);
  CHECK(shop.call("GET", "/__space/jane/things/saw").status == 200);
  CHECK(shop.call("GET", "/__space/jim/things/saw").status == 404);
  CHECK(shop.call("GET", "/things/saw").status == 404);
}

TEST_CASE("a record that other answers could not be made of is not made, and the reason told") {
  StatefulShop shop;
  const Answer wrong = shop.call("POST", "/things", R"({"name": "saw", "size": "large"})");
  CHECK(wrong.status == 409);
  CHECK(Json::parse(wrong.body).at("detail") ==
        "the call was not carried out: the answer's '/size' must be an integer, is the string "
        "'large' [fixture.schema]; the schema is at shop.yaml:21:95; change the record to satisfy "
        "it");
  CHECK(shop.call("GET", "/things/saw").status == 404);
}

TEST_CASE("of two calls at once that want one name, one gets it") {
  StatefulShop shop;
  std::atomic<int> made{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      for (int n = 0; n < 25; ++n) made += !shop.make("thing " + std::to_string(n)).empty();
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(made == 25);
  CHECK(Json::parse(shop.call("GET", "/things").body).at("data").size() == 27);
}

}  // namespace
}  // namespace emulator
