#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "emulator/text/json.h"
#include "tests/cli/program.h"

using emulator::Json;
using support::Folder;
using support::Program;

namespace {

// Two versions of a document, and what `diff` says of them, without the folder's name.
struct Versions {
  Versions(const std::string& before, const std::string& after)
      : before_file(folder.write("1.yaml", before)), after_file(folder.write("2.yaml", after)) {}

  struct Said {
    int code;
    std::string output;
    std::string errors;
  };
  Said diff(const std::string& format = "text") const {
    Program program({"diff", before_file, after_file, "--format", format});
    const int code = program.wait();
    return {code, without_folder(program.output()), without_folder(program.errors())};
  }
  std::string without_folder(std::string text) const {
    for (std::size_t at = 0; (at = text.find(folder.path() + "/")) != std::string::npos;)
      text.erase(at, folder.path().size() + 1);
    return text;
  }

  Folder folder;
  std::string before_file;
  std::string after_file;
};

std::string document(const std::string& paths) { return "openapi: 3.0.3\npaths:\n" + paths; }

// An operation that takes a body of that schema.
std::string body_of(const std::string& schema) {
  return document("  /a:\n    post:\n      requestBody: {content: {application/json: {schema: " +
                  schema + "}}}\n      responses: {'200': {description: a}}\n");
}

// The lines below the operation, without places.
std::string changes_of(const std::string& before, const std::string& after) {
  const Versions versions(body_of(before), body_of(after));
  const std::string text = versions.diff().output;
  std::string out;
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos;
       at = end + 1) {
    const std::string line = text.substr(at, end - at);
    if (line.starts_with("  ")) out += line.substr(2, line.find("  at ") - 2) + "\n";
  }
  return out;
}

const char* const kOrders = R"(  /orders/{orderId}:
    get:
      operationId: get-an-order
      parameters:
        - {name: orderId, in: path, required: true, schema: {type: string}}
      responses:
        '200': {description: an order, content: {application/json: {example: {id: o_1, total: 1}}}}
        '404': {description: none}
  /orders:
    post:
      operationId: make-an-order
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
      responses: {'201': {description: made}}
)";
const char* const kOrdersNext =
    R"(  # The paths in another order, and a path parameter with another name.
  /orders:
    post:
      operationId: make-an-order
      security: [{key: []}]
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
          application/xml: {}
      responses: {'201': {description: it is made}}
    get:
      responses: {'200': {description: orders}}
  /orders/{orderId}:
    get:
      operationId: get-an-order
      parameters:
        - {name: orderId, in: path, required: true, schema: {type: string}}
        - {name: region, in: query, required: true, schema: {type: string}}
      responses:
        '200': {description: an order, content: {application/json: {example: {id: o_1, total: 2}}}}
)";
const char* const kOrder =
    "components: {schemas: {Order: {type: object, required: [id], properties: {lines: {type: "
    "array, items: {$ref: '#/components/schemas/Line'}}}},\n"
    "  Line: {type: object, properties: {count: {type: number, maximum: 9}, note: {}}}}}\n";
const char* const kOrderNext =
    "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}, schemas: {\n"
    "  Line: {type: object, properties: {count: {type: integer, maximum: 10}, more: {$ref: "
    "'#/components/schemas/Line'}}},\n"
    "  Order: {type: object, required: [id, lines], properties: {lines: {type: array, items: "
    "{$ref: '#/components/schemas/Line'}}}}}}\n";

}  // namespace

TEST_CASE("diff tells what came, went, and became stricter or looser, with both places") {
  const Versions versions(document(kOrders) + kOrder, document(kOrdersNext) + kOrderNext);
  const auto said = versions.diff();
  CHECK(said.code == 1);
  CHECK(said.errors == "");
  CHECK(said.output == R"(GET /orders
  came      operation  at 2.yaml:14:5
POST /orders  (make-an-order)
  stricter  security: none → [{"key":[]}]  at 1.yaml:12:5 → 2.yaml:7:7
  stricter  body application/json /required: ["id"] → ["id","lines"]  at 1.yaml:19:46 → 2.yaml:26:25
  came      body application/json /properties/lines/items/properties/more: {"$ref":"#/components/schemas/Line"}  at 2.yaml:25:74
  went      body application/json /properties/lines/items/properties/note: {}  at 1.yaml:20:72
  stricter  body application/json /properties/lines/items/properties/count/type: "number" → "integer"  at 1.yaml:20:45 → 2.yaml:25:45
  looser    body application/json /properties/lines/items/properties/count/maximum: 9 → 10  at 1.yaml:20:59 → 2.yaml:25:60
  came      body application/xml  at 2.yaml:12:11
GET /orders/{orderId}  (get-an-order)
  came      query.region.required  at 2.yaml:21:37
  came      query.region.single  at 2.yaml:21:11
  came      query.region.schema  at 2.yaml:21:53
  changed   answer 200 application/json example /total: 1 → 2  at 1.yaml:9:88 → 2.yaml:23:88
  went      answer 404  at 1.yaml:10:9
13 differences in 3 of 3 operations: 6 came, 2 went, 3 stricter, 1 looser and 1 changed
)");
}

TEST_CASE("diff sees no difference in order, lines, descriptions, and how references are written") {
  const Versions versions(
      body_of(
          "{type: object, description: old, properties: {a: {type: string}, b: {minLength: 0}}}"),
      "\n\n" + body_of("{$ref: '#/components/schemas/A'}") +
          "components: {schemas: {A: {properties: {b: {}, a: {$ref: '#/components/schemas/B'}}, "
          "type: "
          "object}, B: {type: string, title: b}}}\n");
  const auto said = versions.diff();
  CHECK(said.output == "no difference in 1 operation\n");
  CHECK(said.code == 0);
  CHECK(versions.diff("json").output == "[]\n");
}

TEST_CASE("diff judges each keyword of a schema") {
  struct Row {
    const char* before;
    const char* after;
    const char* said;
  };
  const Row kRows[] = {
      {"{maxLength: 5}", "{maxLength: 3}", "stricter  body application/json /maxLength: 5 → 3\n"},
      {"{maxLength: 5}", "{}", "looser    body application/json /maxLength: 5 → none\n"},
      {"{minimum: 1}", "{minimum: 1.5}", "stricter  body application/json /minimum: 1 → 1.5\n"},
      {"{minItems: 1}", "{minItems: 0}", "looser    body application/json /minItems: 1 → 0\n"},
      {"{enum: [a, b]}", "{enum: [b]}",
       "stricter  body application/json /enum: [\"a\",\"b\"] → [\"b\"]\n"},
      {"{enum: [a, b]}", "{enum: [b, a]}", ""},
      {"{enum: [a]}", "{enum: [b]}", "changed   body application/json /enum: [\"a\"] → [\"b\"]\n"},
      {"{required: [a]}", "{required: [a, b]}",
       "stricter  body application/json /required: [\"a\"] → [\"a\",\"b\"]\n"},
      {"{type: number}", "{type: integer}",
       "stricter  body application/json /type: \"number\" → \"integer\"\n"},
      {"{type: string}", "{type: integer}",
       "changed   body application/json /type: \"string\" → \"integer\"\n"},
      {"{type: string}", "{type: string, nullable: true}",
       "looser    body application/json /nullable: none → true\n"},
      {"{pattern: a}", "{pattern: b}", "changed   body application/json /pattern: \"a\" → \"b\"\n"},
      {"{}", "{format: date}", "stricter  body application/json /format: none → \"date\"\n"},
      {"{multipleOf: 4}", "{multipleOf: 2}",
       "looser    body application/json /multipleOf: 4 → 2\n"},
      {"{exclusiveMaximum: false}", "{}", ""},
      {"{maximum: 1}", "{maximum: 1, exclusiveMaximum: true}",
       "stricter  body application/json /exclusiveMaximum: none → true\n"},
      {"{additionalProperties: true}", "{}", ""},
      {"{}", "{additionalProperties: false}",
       "stricter  body application/json /additionalProperties: none → false\n"},
      {"{additionalProperties: {}}", "{additionalProperties: {type: string}}",
       "stricter  body application/json /additionalProperties/type: none → \"string\"\n"},
      {"{properties: {a: {}}}", "{properties: {b: {}}}",
       "went      body application/json /properties/a: {}\n"
       "came      body application/json /properties/b: {}\n"},
      {"{not: {minLength: 1}}", "{not: {minLength: 2}}",
       "changed   body application/json /not/minLength: 1 → 2\n"},
      {"{allOf: [{minLength: 1}, {maxLength: 3}]}", "{allOf: [{maxLength: 3}]}",
       "looser    body application/json /allOf/0: {\"minLength\":1} → none\n"},
      {"{anyOf: [{minLength: 1}]}", "{anyOf: [{maxLength: 3}, {minLength: 1}]}",
       "looser    body application/json /anyOf/0: none → {\"maxLength\":3}\n"},
      {"{}", "{anyOf: [{minLength: 1}]}",
       "stricter  body application/json /anyOf: none → [{\"minLength\":1}]\n"},
      {"{items: {maximum: 1}}", "{items: {maximum: 2}}",
       "looser    body application/json /items/maximum: 1 → 2\n"},
      {"{patternProperties: {a: {}}}", "{patternProperties: {a: {}, b: {type: string}, c: {}}}",
       "stricter  body application/json /patternProperties/b: none → {\"type\":\"string\"}\n"
       "came      body application/json /patternProperties/c: {}\n"},
      {"{oneOf: [{type: string}]}", "{oneOf: [{type: string}, {type: integer}]}",
       "came      body application/json /oneOf/1: {\"type\":\"integer\"}\n"},
      {"{example: 1}", "{example: 2}", "changed   body application/json /example: 1 → 2\n"},
      {"{x-note: 1}", "{x-note: 2}", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.before);
    CAPTURE(row.after);
    CHECK(changes_of(row.before, row.after) == row.said);
  }
}

TEST_CASE("diff tells parameters, answers and security that are otherwise") {
  const std::string schemes =
      "components: {securitySchemes: {a: {type: apiKey, in: header, name: X-A}, b: {type: http, "
      "scheme: basic}}}\n";
  const Versions versions(
      document("  /a/{id}:\n    get:\n      security: [{a: []}, {b: []}]\n      parameters:\n"
               "        - {name: id, in: path, required: true, schema: {type: string}}\n"
               "        - {name: q, in: query, schema: {type: array, items: {type: string}}}\n"
               "        - {name: free, in: query}\n"
               "      responses: {'200': {headers: {X-Rate: {schema: {type: integer}}}, content: "
               "{text/plain: {}}}}\n") +
          schemes,
      document("  /a/{name}:\n    get:\n      operationId: get-a\n      security: [{a: []}]\n      "
               "parameters:\n"
               "        - {name: name, in: path, required: true, schema: {type: string}}\n"
               "        - {name: q, in: query, explode: false, required: true, schema: {type: "
               "array, items: {type: string}}}\n"
               "      responses: {'200': {headers: {X-Rate: {schema: {type: string}}}, content: "
               "{application/json: {}}}}\n") +
          schemes);
  CHECK(versions.diff().output == R"(GET /a/{name}  (get-a)
  changed   method and path: "GET /a/{id}" → "GET /a/{name}"  at 1.yaml:4:5 → 2.yaml:4:5
  changed   operationId: "GET /a/{id}" → "get-a"  at 1.yaml:4:5 → 2.yaml:4:5
  stricter  security: [{"a":[]},{"b":[]}] → [{"a":[]}]  at 1.yaml:5:7 → 2.yaml:6:7
  went      path.id.required  at 1.yaml:7:32
  went      path.id.schema  at 1.yaml:7:48
  came      path.name.required  at 2.yaml:8:34
  came      path.name.schema  at 2.yaml:8:50
  came      query.q.required  at 2.yaml:9:48
  changed   query.q explode: true → false  at 1.yaml:8:11 → 2.yaml:9:11
  went      query.free  at 1.yaml:9:11
  went      answer 200 text/plain  at 1.yaml:10:83
  came      answer 200 application/json  at 2.yaml:10:82
  changed   answer 200 header X-Rate /type: "integer" → "string"  at 1.yaml:10:55 → 2.yaml:10:55
13 differences in 1 of 1 operation: 4 came, 4 went, 1 stricter and 4 changed
)");
}

TEST_CASE(
    "diff compares what is behind references that have siblings, and schemas that refer to each "
    "other") {
  const auto of = [](const std::string& siblings, const std::string& bound) {
    return "openapi: 3.1.0\npaths:\n  /a:\n    post:\n      requestBody: {content: "
           "{application/json: {schema: "
           "{$ref: '#/components/schemas/A'" +
           siblings +
           "}}}}\n      responses: {}\n"
           "components: {schemas: {A: {properties: {a: {$ref: '#/components/schemas/B'}}, "
           "minProperties: " +
           bound + "}, B: {items: {$ref: '#/components/schemas/A'}}}}\n";
  };
  const Versions alone(of("", "1"), of(", required: [a]", "2"));
  CHECK(alone.diff().output == R"(POST /a
  stricter  body application/json /required: none → ["a"]  at 1.yaml:5:58 → 2.yaml:5:91
  stricter  body application/json /minProperties: 1 → 2  at 1.yaml:7:79 → 2.yaml:7:79
2 differences in 1 of 1 operation: 2 stricter
)");
  const Versions both(of(", required: [b]", "1"), of(", required: [b]", "2"));
  CHECK(both.diff().output == R"(POST /a
  stricter  body application/json /minProperties: 1 → 2  at 1.yaml:7:79 → 2.yaml:7:79
1 difference in 1 of 1 operation: 1 stricter
)");
}

TEST_CASE("diff as JSON has an object for each change") {
  const Versions versions(body_of("{maxLength: 5}"), "\n" + body_of("{maxLength: 3}"));
  const Json changes = Json::parse(versions.diff("json").output);
  CHECK(
      changes ==
      Json::parse(R"([{"change": "stricter", "operation": "POST /a", "method": "POST", "path": "/a",
      "part": "body application/json", "pointer": "/maxLength",
      "before": {"value": 5, "file": "1.yaml", "line": 5, "column": 59},
      "after": {"value": 3, "file": "2.yaml", "line": 6, "column": 59}}])"));
}

TEST_CASE("diff of what does not load is no difference, but a failure with the findings") {
  const Versions versions(body_of("{}"), "openapi: 3.0.3\n");
  const auto said = versions.diff();
  CHECK(said.code == 2);
  CHECK(said.output == "");
  CHECK(said.errors ==
        "2.yaml:1:1: error: the document describes no paths   [openapi.no-paths]\n"
        "  1 | openapi: 3.0.3\n"
        "    | ^\n"
        "  hint: add a `paths` object\n");
}
