#pragma once

namespace emulator::fuzz {

/// One of everything that a request can be asked for.
inline constexpr const char* kRequestDocument = R"(openapi: 3.1.0
info: {title: All of it, version: '1'}
paths:
  /a/{plain}/{label}/{matrix}/{part}.{format}:
    get:
      operationId: get-a
      parameters:
        - {name: plain, in: path, required: true, schema: {type: array, items: {type: integer}}}
        - {name: label, in: path, required: true, style: label, explode: true, schema: {$ref: '#/components/schemas/color'}}
        - {name: matrix, in: path, required: true, style: matrix, schema: {type: array, items: {type: string}}}
        - {name: part, in: path, required: true, schema: {type: number}}
        - {name: format, in: path, required: true, schema: {enum: [json, xml]}}
        - {name: b, in: query, required: true, schema: {type: [integer, 'null'], minimum: 1}}
        - {name: c, in: query, allowEmptyValue: true, schema: {oneOf: [{type: boolean}, {type: number}]}}
        - {name: d, in: query, explode: false, schema: {type: array, uniqueItems: true, items: {type: integer}}}
        - {name: e, in: query, schema: {$ref: '#/components/schemas/color'}}
        - {name: f, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: boolean}}}
        - {name: g, in: query, style: pipeDelimited, explode: false, schema: {$ref: '#/components/schemas/color'}}
        - {name: h, in: query, style: deepObject, explode: true, schema: {$ref: '#/components/schemas/tree'}}
        - {name: i, in: query, content: {application/json: {schema: {$ref: '#/components/schemas/tree'}}}}
        - {name: j, in: query, allowReserved: true, schema: {type: string, pattern: '^[^+]*$'}}
        - {name: X-K, in: header, schema: {type: array, items: {type: integer}}}
        - {name: l, in: cookie, schema: {type: integer}}
        - {name: Authorization, in: header, schema: {type: string}}
      responses:
        '200':
          description: fine
          headers: {X-H: {schema: {type: integer}}}
          content:
            application/json: {schema: {$ref: '#/components/schemas/tree'}, examples: {one: {value: 1}, 'a two': {value: 2}}}
            text/plain: {example: words}
        4XX: {description: bad, content: {application/json: {examples: {one: {value: {error: 1}}}}}}
  /b:
    post:
      operationId: add-b
      security: [{key: [], basic: []}, {bearer: []}, {}]
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/tree'}}
          application/x-www-form-urlencoded:
            schema: {$ref: '#/components/schemas/form'}
            encoding: {at: {style: deepObject, explode: true}, ids: {style: form, explode: false}}
          multipart/form-data:
            schema: {$ref: '#/components/schemas/form'}
            encoding: {file: {contentType: 'image/png, text/*', headers: {X-Name: {required: true}}}}
          text/*: {schema: {type: integer}}
      responses:
        '201': {description: made}
        default: {description: bad, content: {text/plain: {example: bad}, '*/*': {examples: {one: {value: b}}}}}
  /c:
    put:
      operationId: put-c
      security: [{digest: []}, {query: [], cookie: []}]
      responses: {'204': {description: gone}}
  /things/{id}:
    get:
      operationId: get-thing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: it, content: {application/json: {example: {}}}}}
components:
  schemas:
    color: {type: object, required: [R], properties: {R: {type: integer}, G: {type: array, items: {type: integer}}}}
    tree:
      type: object
      required: [name]
      properties:
        name: {type: string, minLength: 1, format: email}
        password: {type: string, readOnly: true}
        children: {type: array, maxItems: 3, items: {$ref: '#/components/schemas/tree'}}
      patternProperties: {'^x-': {type: integer}}
      additionalProperties: {type: string}
    form:
      type: object
      required: [file]
      properties:
        size: {type: integer}
        at: {type: object, properties: {x: {type: number}, ids: {type: array, items: {type: integer}}}}
        ids: {type: array, items: {type: integer}}
        list: {type: array, items: {type: object}}
        file: {type: string}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    query: {type: apiKey, in: query, name: key}
    cookie: {type: apiKey, in: cookie, name: sid}
    basic: {type: http, scheme: basic}
    bearer: {type: http, scheme: bearer}
    digest: {type: http, scheme: digest}
)";

inline constexpr const char* kRequestFixtures = R"(
things: {key: [id], records: [{id: t_1, name: hammer}]}
operations:
  get-thing: {lookup: {thing: 'things[path.id]'}, respond: thing}
)";

}  // namespace emulator::fuzz
