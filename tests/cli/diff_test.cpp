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

// The lines below what they are about, without places.
std::string lines_of(const std::string& text) {
  std::string out;
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos;
       at = end + 1) {
    const std::string line = text.substr(at, end - at);
    if (line.starts_with("  ")) out += line.substr(2, line.find("  at ") - 2) + "\n";
  }
  return out;
}

// The same without what they mean to clients.
std::string changes_of(const std::string& before, const std::string& after) {
  const Versions versions(body_of(before), body_of(after));
  const std::string lines = lines_of(versions.diff().output);
  std::string out;
  for (std::size_t at = 0, end = 0; (end = lines.find('\n', at)) != std::string::npos; at = end + 1)
    out += lines.substr(at + 11, end + 1 - at - 11);
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
  safe       came      operation  at 2.yaml:14:5
POST /orders  (make-an-order)
  breaks     stricter  security: none → [{"key":[]}]  at 1.yaml:1:1 → 2.yaml:7:7
  breaks     stricter  body application/json /required: ["id"] → ["id","lines"]  at 1.yaml:19:46 → 2.yaml:26:25
  safe       came      body application/json /properties/lines/items/properties/more: {"$ref":"#/components/schemas/Line"}  at 2.yaml:25:74
  may break  went      body application/json /properties/lines/items/properties/note: {}  at 1.yaml:20:72
  breaks     stricter  body application/json /properties/lines/items/properties/count/type: "number" → "integer"  at 1.yaml:20:45 → 2.yaml:25:45
  safe       looser    body application/json /properties/lines/items/properties/count/maximum: 9 → 10  at 1.yaml:20:59 → 2.yaml:25:60
  safe       came      body application/xml  at 2.yaml:12:11
GET /orders/{orderId}  (get-an-order)
  breaks     came      query.region: {"required":true}  at 2.yaml:21:11
  safe       changed   answer 200 application/json example /total: 1 → 2  at 1.yaml:9:88 → 2.yaml:23:88
  safe       went      answer 404  at 1.yaml:10:9
11 differences in 3 of 3 operations: 4 came, 2 went, 3 stricter, 1 looser and 1 changed; 4 break clients, 1 may and 6 are safe
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
  safe       changed   operation /operationId: none → "get-a"  at 1.yaml:5:7 → 2.yaml:5:7
  breaks     stricter  security: [{"a":[]},{"b":[]}] → [{"a":[]}]  at 1.yaml:5:7 → 2.yaml:6:7
  safe       changed   name of the path parameter: "id" → "name"  at 1.yaml:7:11 → 2.yaml:8:11
  breaks     stricter  query.q /required: false → true  at 1.yaml:8:11 → 2.yaml:9:11
  breaks     changed   query.q explode: true → false  at 1.yaml:8:11 → 2.yaml:9:11
  may break  went      query.free  at 1.yaml:9:11
  breaks     went      answer 200 text/plain  at 1.yaml:10:83
  safe       came      answer 200 application/json  at 2.yaml:10:82
  breaks     changed   answer 200 header X-Rate /type: "integer" → "string"  at 1.yaml:10:55 → 2.yaml:10:55
9 differences in 1 of 1 operation: 1 came, 2 went, 2 stricter and 4 changed; 5 break clients, 1 may and 3 are safe
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
  breaks     stricter  body application/json /required: none → ["a"]  at 1.yaml:5:58 → 2.yaml:5:91
  breaks     stricter  body application/json /minProperties: 1 → 2  at 1.yaml:7:79 → 2.yaml:7:79
2 differences in 1 of 1 operation: 2 stricter; 2 break clients
)");
  const Versions both(of(", required: [b]", "1"), of(", required: [b]", "2"));
  CHECK(both.diff().output == R"(POST /a
  breaks     stricter  body application/json /minProperties: 1 → 2  at 1.yaml:7:79 → 2.yaml:7:79
1 difference in 1 of 1 operation: 1 stricter; 1 breaks clients
)");
}

namespace {

// An operation of two versions, each with one thing of its own, and the one line that tells it.
struct OneLine {
  const char* what;
  std::string before;
  std::string after;
  const char* said;
};

std::string one_operation(const std::string& inside, const std::string& above = "") {
  return "openapi: 3.0.3\n" + above + "paths:\n  /a/{id}:\n    post:\n" + inside +
         "      responses: {'200': {description: a}}\n";
}
std::string with_parameters(const std::string& more, const std::string& name = "id") {
  std::string text = one_operation("      parameters:\n        - {name: " + name +
                                   ", in: path, required: true, schema: {type: string}}\n" + more);
  text.replace(text.find("{id}"), 4, "{" + name + "}");
  return text;
}
std::string with_answers(const std::string& answers) {
  return "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses: {" + answers + "}\n";
}
std::string with_answer_of(const std::string& schema) {
  return with_answers("'200': {description: a, content: {application/json: {schema: " + schema +
                      "}}}");
}

const std::string kKey =
    "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}\n";

const OneLine kOneLiners[] = {
    {"a path parameter has another name", with_parameters(""), with_parameters("", "userId"),
     "safe       changed   name of the path parameter: \"id\" → \"userId\"\n"},
    {"two path parameters changed places",
     "openapi: 3.0.3\npaths:\n  /{a}/{b}:\n    get: {responses: {}}\n",
     "openapi: 3.0.3\npaths:\n  /{b}/{a}:\n    get: {responses: {}}\n",
     "may break  changed   name of the path parameter: \"a\" → \"b\"\n"
     "may break  changed   name of the path parameter: \"b\" → \"a\"\n"},
    {"a parameter is required", with_parameters("        - {name: q, in: query}\n"),
     with_parameters("        - {name: q, in: query, required: true}\n"),
     "breaks     stricter  query.q /required: false → true\n"},
    {"a parameter that may be left out is new", with_parameters(""),
     with_parameters("        - {name: q, in: query, schema: {type: string}}\n"),
     "safe       came      query.q\n"},
    {"a parameter has a schema", with_parameters("        - {name: q, in: query}\n"),
     with_parameters("        - {name: q, in: query, schema: {type: string}}\n"),
     "breaks     stricter  query.q /schema: none → {\"type\":\"string\"}\n"},
    {"an enum of a parameter has another value",
     with_parameters("        - {name: q, in: query, schema: {enum: [a]}}\n"),
     with_parameters("        - {name: q, in: query, schema: {enum: [a, b]}}\n"),
     "safe       looser    query.q.schema /enum: [\"a\"] → [\"a\",\"b\"]\n"},
    {"an enum of an answer has another value", with_answer_of("{enum: [a]}"),
     with_answer_of("{enum: [a, b]}"),
     "may break  looser    answer 200 application/json /enum: [\"a\"] → [\"a\",\"b\"]\n"},
    {"an answer is new", with_answers("'200': {description: a}"),
     with_answers("'200': {description: a}, '429': {description: b}"),
     "safe       came      answer 429\n"},
    {"the answer when all is well is gone",
     with_answers("'200': {description: a}, '400': {description: b}"),
     with_answers("'400': {description: b}"), "breaks     went      answer 200\n"},
    {"an answer lacks a property", with_answer_of("{properties: {a: {}, b: {}}}"),
     with_answer_of("{properties: {a: {}}}"),
     "breaks     went      answer 200 application/json /properties/b: {}\n"},
    {"an answer has another type", with_answer_of("{type: string}"),
     with_answer_of("{type: integer}"),
     "breaks     changed   answer 200 application/json /type: \"string\" → \"integer\"\n"},
    {"an answer may lack a property", with_answer_of("{required: [a, b]}"),
     with_answer_of("{required: [a]}"),
     "may break  looser    answer 200 application/json /required: [\"a\",\"b\"] → [\"a\"]\n"},
    {"a body is required", one_operation("      requestBody: {content: {text/plain: {}}}\n"),
     one_operation("      requestBody: {required: true, content: {text/plain: {}}}\n"),
     "breaks     stricter  body /required: false → true\n"},
    {"a required body is new", one_operation(""),
     one_operation("      requestBody: {required: true, content: {text/plain: {}}}\n"),
     "breaks     came      body: {\"required\":true}\n"},
    {"a body is gone", one_operation("      requestBody: {content: {text/plain: {}}}\n"),
     one_operation(""), "breaks     went      body\n"},
    {"security for all is new", one_operation(""),
     one_operation("", "security: [{key: []}]\n") + kKey,
     "breaks     stricter  security: none → [{\"key\":[]}]\n"},
    {"a header of an answer is new", with_answers("'200': {description: a}"),
     with_answers("'200': {description: a, headers: {X-Rate: {schema: {type: integer}}}}"),
     "safe       came      answer 200 header X-Rate\n"},
    {"the server is another", one_operation("", "servers: [{url: https://a.example.com/v1}]\n"),
     one_operation("", "servers: [{url: https://b.example.com/v1}]\n"),
     "may break  changed   servers: [\"https://a.example.com/v1\"] → "
     "[\"https://b.example.com/v1\"]\n"},
    {"the server has another path",
     one_operation("", "servers: [{url: https://a.example.com/v1}]\n"),
     one_operation("", "servers: [{url: https://a.example.com/v2}]\n"),
     "breaks     changed   servers: [\"https://a.example.com/v1\"] → "
     "[\"https://a.example.com/v2\"]\n"},
    {"there is one more server", one_operation("", "servers: [{url: https://a.example.com}]\n"),
     one_operation("", "servers: [{url: https://a.example.com}, {url: https://b.example.com}]\n"),
     "safe       changed   servers: [\"https://a.example.com\"] → "
     "[\"https://a.example.com\",\"https://b.example.com\"]\n"},
    {"an alternative is otherwise, and stands elsewhere",
     body_of("{oneOf: [{type: string, maxLength: 5}, {type: integer}]}"),
     body_of("{oneOf: [{type: integer, minimum: 1}, {type: string, maxLength: 5}]}"),
     "breaks     stricter  body application/json /oneOf/0/minimum: none → 1\n"},
    {"an alternative is gone", body_of("{oneOf: [{type: string}, {type: integer}]}"),
     body_of("{oneOf: [{type: integer}]}"),
     "breaks     went      body application/json /oneOf/0: {\"type\":\"string\"}\n"},
};

}  // namespace

TEST_CASE("diff tells what an author changed in one line, and whether it breaks clients") {
  for (const OneLine& row : kOneLiners) {
    CAPTURE(row.what);
    const Versions versions(row.before, row.after);
    CHECK(lines_of(versions.diff().output) == row.said);
  }
}

TEST_CASE("diff tells once what a document says for all its operations") {
  const std::string two =
      "paths:\n  /a:\n    get: {responses: {}}\n  /b:\n    get: {responses: {}}\n";
  const Versions versions(
      "openapi: 3.0.3\nservers: [{url: /v1}]\n" + two,
      "openapi: 3.0.3\nservers: [{url: /v2}]\nsecurity: [{key: []}]\n" + two + kKey);
  CHECK(versions.diff().output == R"(all operations without their own
  breaks     changed   servers: ["/v1"] → ["/v2"]  at 1.yaml:2:1 → 2.yaml:2:1
  breaks     stricter  security: none → [{"key":[]}]  at 1.yaml:1:1 → 2.yaml:3:1
2 differences in what operations share and 0 of 2 operations: 1 stricter and 1 changed; 2 break clients
)");
  const Json changes = Json::parse(versions.diff("json").output);
  CHECK(changes.size() == 2);
  CHECK(!changes[0].contains("operation"));
}

TEST_CASE("diff as JSON has an object for each change") {
  const Versions versions(body_of("{maxLength: 5}"), "\n" + body_of("{maxLength: 3}"));
  const Json changes = Json::parse(versions.diff("json").output);
  CHECK(
      changes ==
      Json::parse(
          R"([{"change": "stricter", "clients": "breaks", "operation": "POST /a", "method": "POST", "path": "/a",
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
