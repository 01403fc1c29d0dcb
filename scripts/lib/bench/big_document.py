"""An OpenAPI document of any size: operations with parameters, bodies and answers of their own, and shared schemas that
refer to each other, as large vendors publish them."""

import json


def _schema(number, schemas):
    # Each refers to a few others, so that most of them hang together.
    members = {f"field{i}": {"type": ["string", "integer", "boolean", "number"][i % 4],
                             "description": "What the field means, at the length that documents have."}
               for i in range(12)}
    members["kind"] = {"type": "string", "enum": [f"kind-{number}-{i}" for i in range(6)]}
    members["code"] = {"type": "string", "pattern": f"^[a-z]{{2}}-{number}-[0-9]{{1,6}}$"}
    members["next"] = {"$ref": f"#/components/schemas/Schema{(number * 7 + 1) % schemas}"}
    members["parts"] = {"type": "array",
                        "items": {"$ref": f"#/components/schemas/Schema{(number * 3 + 2) % schemas}"}}
    return {"type": "object", "required": ["field0", "kind"], "properties": members}


def _operation(number, schemas, filler):
    own = {f"own{i}": {"type": "string", "maxLength": 40 + i, "description": filler} for i in range(6)}
    shared = {"$ref": f"#/components/schemas/Schema{number % schemas}"}
    body = {"type": "object", "properties": own | {"shared": shared}, "required": ["own0"]}
    example = {"data": {f"own{i}": filler for i in range(6)}}
    operation = {
        "operationId": f"operation-{number}", "summary": filler, "description": filler * 4,
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}},
            {"name": "filter", "in": "query", "schema": {"type": "string", "pattern": "^[a-z ]*$"}}],
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {
            "200": {"description": filler, "content": {"application/json": {
                "schema": {"type": "object", "properties": {"data": {"type": "object", "properties": own},
                                                            "page": shared}},
                "example": example}}},
            "404": {"description": filler, "content": {"application/json": {"schema": {
                "type": "object", "properties": {"message": {"type": "string"}}}}}}}}
    if number % 2 == 0:
        del operation["requestBody"]
    return operation


def big_document(operations, size):
    """A document with that many operations, of about that many bytes as JSON."""
    schemas = max(1, operations // 2)

    def made(length):
        filler = ("lorem ipsum dolor sit amet " * (length // 27 + 1))[:length].strip()
        paths = {f"/group{number % 37}/things-{number}/{{id}}":
                 {"get" if number % 2 == 0 else "post": _operation(number, schemas, filler)} for number in range(operations)}
        return {"openapi": "3.0.3", "info": {"title": "Big", "version": "1"}, "paths": paths,
                "components": {"schemas": {f"Schema{number}": _schema(number, schemas)
                                           for number in range(schemas)}}}

    short, long = len(json.dumps(made(0))), len(json.dumps(made(100)))
    return made(max(0, int((size - short) * 100 / (long - short))))


def as_yaml(value, indent=0):
    """In block style, with quotes where they are needed; a YAML library takes minutes for this."""
    pad = "  " * indent
    if isinstance(value, dict) and value:
        return "".join(f"{pad}{_key(key)}:{_behind(member, indent)}" for key, member in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{pad}-{_behind(member, indent)}" for member in value)
    return f"{pad}{json.dumps(value)}\n"


def _key(key):
    return key if key.isidentifier() else json.dumps(key)


def _behind(value, indent):
    if isinstance(value, (dict, list)) and value:
        return "\n" + as_yaml(value, indent + 1)
    return f" {json.dumps(value)}\n"


def many_templates(count):
    """A document with that many path templates, each of little else."""
    answer = {"200": {"description": "Found.", "content": {"application/json": {"example": {"id": "1", "name": "One"}}}}}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    paths = {f"/group{number % 37}/things-{number}/{{id}}": {"get": {
        "operationId": f"operation-{number}", "parameters": [parameter], "responses": answer}}
        for number in range(count)}
    return {"openapi": "3.0.3", "info": {"title": "Many", "version": "1"}, "paths": paths}
