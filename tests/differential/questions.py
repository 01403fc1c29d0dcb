"""Makes schemas of all keywords, and values that some of them allow and some do not."""

NAMES = ["a", "b", "c", "hasOwnProperty", "x-y", "é", "long name"]
TEXTS = ["", "a", "b", "ab", "abc", "aaaa", "x1", "42", "A", "Äß", "😀", "a😀b", "  ", "a.b", "2020-01-01"]
NUMBERS = [0, 1, 2, 3, 4, 5, 7, 10, -1, -2, 1.0, 0.5, 1.5, 2.5, -0.5, 100, 1e3, 12345678901]
PATTERNS = ["^a", "b$", "^[a-c]*$", "[0-9]+", "^.{2}$", "a|x", "^$", "\\.", "^\\S+$", "(a)(b)?", "^[^a]", "😀", "^.$",
            "a{2,3}", "(?=a)", "^(?!a)"]
FORMATS = {
    "date": ["2020-02-29", "2021-02-29", "2020-1-1", "2020-12-31", "x"],
    "time": ["12:00:00Z", "12:00:00", "23:59:60Z", "25:00:00Z", "12:00:00.5+01:00"],
    "date-time": ["2020-02-29T12:00:00Z", "2020-02-29_12:00:00Z", "2020-02-30T12:00:00Z", "2020-02-29T12:00:00", "x"],
    "email": ["a@b.cd", "a", "a@", "@b.c", "a.b+c@d.ef"],
    "hostname": ["a.bc", "-a", "a_b", "a" * 64, "1.2"],
    "ipv4": ["1.2.3.4", "1.2.3", "256.1.1.1", "01.2.3.4"],
    "ipv6": ["::1", "1::2::3", "fe80::1", "1:2:3:4:5:6:7:8", "12345::"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-42661417400", "x"],
    "uri": ["http://a.b/c?d#e", "a/b", "urn:x:y", "http://[::1]/", "http://a b"],
    "json-pointer": ["", "/a~0b", "a", "/a~2"],
    "relative-json-pointer": ["0", "1/a", "/a", "0#"],
    "regex": ["a+", "(", "[a-z]"],
}
TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"]
DEEPEST = 3


class Maker:
    """One schema.

    dice   where chance comes from
    names  of the schemas under $defs
    """

    def __init__(self, dice, dialect):
        self.dice = dice
        self.is_2020 = dialect == "2020-12"
        self.definitions = "$defs" if self.is_2020 else "definitions"
        self.names = [f"d{i}" for i in range(dice.randrange(4))]

    def whole(self):
        schema = self.schema(0, first=0)
        if not isinstance(schema, dict):
            return schema
        for i, name in enumerate(self.names):
            made = self.schema(1, first=i + 1)
            if self.is_2020 and isinstance(made, dict) and self.dice.random() < 0.3:
                made = {**made, "$anchor": name}
            schema.setdefault(self.definitions, {})[name] = made
        if self.is_2020 and self.dice.random() < 0.2:
            self.add_tree(schema)
        return schema

    def add_tree(self, schema):
        """A resource that the outer one extends by a dynamic anchor."""
        schema["$id"] = "http://localhost/outer"
        schema["$dynamicAnchor"] = "node"
        schema[self.definitions] = schema.get(self.definitions, {})
        schema[self.definitions]["tree"] = {
            "$id": "tree", "$dynamicAnchor": "node",
            self.dice.choice(["properties", "patternProperties"]): {"a": {"$dynamicRef": "#node"}},
            "items": {self.dice.choice(["$dynamicRef", "$ref"]): "#node"}}
        schema.setdefault("allOf", []).append({"$ref": "tree"})

    def schema(self, depth, first, inside=False):
        """first: of the definitions that may be meant without a step into the value; inside: such a step was made."""
        dice = self.dice
        if dice.random() < 0.08:
            return dice.choice([True, True, False])
        makers = self.leaves() if depth >= DEEPEST else self.leaves() + 2 * self.branches()
        schema = {}
        for _ in range(dice.choice([1, 1, 2, 2, 3, 4])):
            schema.update(dice.choice(makers)(depth, first, inside))
        return schema

    def below(self, depth, first, inside):
        return self.schema(depth + 1, first, inside)

    def deeper(self, depth, first, inside):
        return self.schema(depth + 1, 0, True)

    def leaves(self):
        dice = self.dice
        count = lambda: dice.choice([0, 1, 1, 2, 3, 2.0])  # noqa: E731
        leaves = [
            lambda *_: {"type": dice.choice(TYPES)},
            lambda *_: {"type": dice.sample(TYPES, dice.randrange(1, 4))},
            lambda *_: {"const": self.value(1)},
            lambda *_: {"enum": [self.value(1) for _ in range(dice.randrange(1, 4))]},
            lambda *_: {dice.choice(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]): dice.choice(NUMBERS)},
            lambda *_: {"multipleOf": dice.choice([1, 2, 3, 0.5, 2.5])},
            lambda *_: {dice.choice(["minLength", "maxLength"]): count()},
            lambda *_: {"pattern": dice.choice(PATTERNS)},
            lambda *_: {dice.choice(["minItems", "maxItems"]): count()},
            lambda *_: {"uniqueItems": dice.choice([True, True, False])},
            lambda *_: {dice.choice(["minProperties", "maxProperties"]): count()},
            lambda *_: {"required": self.some_names()},
            lambda *_: {"format": dice.choice(list(FORMATS))},
            self.reference,
        ]
        if self.is_2020:
            leaves.append(lambda *_: {"dependentRequired": {name: self.some_names() for name in self.some_names()}})
        return leaves

    def branches(self):
        dice = self.dice
        several = lambda *at: [self.below(*at) for _ in range(dice.randrange(1, 4))]  # noqa: E731
        members = lambda *at: {name: self.deeper(*at) for name in self.some_names()}  # noqa: E731
        branches = [
            lambda *at: {dice.choice(["allOf", "anyOf", "oneOf"]): several(*at)},
            lambda *at: {"not": self.below(*at)},
            lambda *at: {"if": self.below(*at), "then": self.below(*at), "else": self.below(*at)},
            lambda *at: {"if": self.below(*at), dice.choice(["then", "else"]): self.below(*at)},
            lambda *at: {"properties": members(*at)},
            lambda *at: {"properties": members(*at), "additionalProperties": self.deeper(*at)},
            lambda *at: {"patternProperties": {dice.choice(PATTERNS): self.deeper(*at)}},
            lambda *at: {"additionalProperties": self.deeper(*at)},
            lambda *at: {"propertyNames": self.below(*at)},
            lambda *at: {"items": self.deeper(*at)},
            lambda *at: {"contains": self.deeper(*at)},
        ]
        tuple_of = lambda *at: [self.deeper(*at) for _ in range(dice.randrange(1, 3))]  # noqa: E731
        if not self.is_2020:
            return branches + [lambda *at: {"items": tuple_of(*at), "additionalItems": self.deeper(*at)},
                               lambda *at: {"dependencies": {dice.choice(NAMES): self.below(*at), "a": ["b"]}}]
        return branches + [
            lambda *at: {"prefixItems": tuple_of(*at)},
            lambda *at: {"prefixItems": tuple_of(*at), "items": self.deeper(*at)},
            lambda *at: {"contains": self.deeper(*at), dice.choice(["minContains", "maxContains"]): dice.randrange(3)},
            lambda *at: {"dependentSchemas": {name: self.below(*at) for name in self.some_names()}},
            lambda *at: {"unevaluatedProperties": dice.choice([False, False, self.deeper(*at)])},
            lambda *at: {"unevaluatedItems": dice.choice([False, False, self.deeper(*at)])},
            lambda *at: {"properties": members(*at), "unevaluatedProperties": False, "anyOf": several(*at)},
            lambda *at: {"prefixItems": tuple_of(*at), "unevaluatedItems": False, "allOf": several(*at)},
        ]

    def reference(self, depth, first, inside):
        # Without a step into the value only forward, so that no schema applies itself to the same value.
        names = self.names if inside else self.names[first:]
        return {"$ref": f"#/{self.definitions}/{self.dice.choice(names)}"} if names else {}

    def some_names(self):
        return self.dice.sample(NAMES, self.dice.randrange(1, 3))

    def value(self, depth):
        dice = self.dice
        kind = dice.randrange(8 if depth < 3 else 5)
        if kind == 0:
            return dice.choice([None, True, False])
        if kind in (1, 2):
            return dice.choice(NUMBERS)
        if kind == 3:
            return dice.choice(TEXTS)
        if kind == 4:
            return dice.choice(FORMATS[dice.choice(list(FORMATS))])
        if kind == 5:
            return [self.value(depth + 1) for _ in range(dice.randrange(4))]
        return {name: self.value(depth + 1) for name in dice.sample(NAMES, dice.randrange(4))}


def parts_of(schema):
    """Values that stand in the schema: it is likely to allow some of them."""
    if isinstance(schema, dict):
        if "const" in schema:
            yield schema["const"]
        yield from schema.get("enum", []) if isinstance(schema.get("enum"), list) else []
        if schema.get("format") in FORMATS:
            yield from FORMATS[schema["format"]]
        for member in schema.values():
            yield from parts_of(member)
    elif isinstance(schema, list):
        for member in schema:
            yield from parts_of(member)


def make(dice, dialect):
    """A schema, and values for it."""
    maker = Maker(dice, dialect)
    schema = maker.whole()
    values = [maker.value(0) for _ in range(10)]
    values += [{name: maker.value(1) for name in maker.some_names()} for _ in range(4)]
    values += [[maker.value(1) for _ in range(dice.randrange(1, 4))] for _ in range(4)]
    parts = list(parts_of(schema))
    values += dice.sample(parts, min(4, len(parts)))
    return schema, values
