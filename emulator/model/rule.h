#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "emulator/model/schema.h"
#include "emulator/text/place.h"

namespace emulator {

/// How sure a rule is.
enum class Class {
  kDocumented,  ///< the document says it
  kInferred,    ///< a default or an example of the document implies it
  kAssumed,     ///< decided by whoever wrote the fixture row
};
const char* to_string(Class cls);

/// Where in a request a value stands.
enum class In { kPath, kQuery, kHeader, kCookie, kBody };
const char* to_string(In in);

/// A value of the request: "query.userId"; of the body a member, "body.user.name", or all of it: no name.
struct RequestValue {
  In in = In::kQuery;
  std::string name;
};

/// A member of a record that an earlier lookup found: "user.userId"; no field: all of it.
struct RecordField {
  std::size_t lookup = 0;
  std::string field;
};

using ValueSource = std::variant<RequestValue, RecordField>;

/// Program options that a fixture row may name as the one that changes its rule.
enum class RuleOption { kNone, kApiKey, kAcceptApiVersion, kAllowUnknownUsers };

/// The value is there and, unless allow_empty, not empty.
struct Required {
  bool allow_empty = false;
};
/// The value is given at most once.
struct Single {};
/// The value, converted by its schema's type, satisfies the schema.
/// allow_empty  an empty value does, too
/// media_type   of a parameter with `content`: the text is read as that; else ""
struct Conforms {
  Schema schema;
  bool allow_empty = false;
  std::string media_type = {};
};
/// Credentials as a security scheme asks for them, somewhere among the values. What they are worth is nobody's business:
/// any will do that are well written.
/// scheme  the word before them, in Authorization: "Bearer"
struct Credentials {
  enum class Kind {
    kApiKey,     ///< a value
    kToken,      ///< the scheme and something behind it
    kBasic,      ///< the scheme and base64 with a colon inside
    kUnchecked,  ///< what an HTTP message does not show
  };
  Kind kind = Kind::kApiKey;
  std::string scheme = {};
};
/// "SCHEME token" with a token, the scheme in any case; `tokens` empty: any token.
struct Scheme {
  std::string scheme;
  std::vector<std::string> tokens;
};
/// One of these values, byte for byte.
struct OneOf {
  std::vector<std::string> values;
};
/// Must not be given at all.
struct Absent {};
/// Names a record: the lookup of that index in the operation's plan finds one.
/// keys      what a record answers to, "integrationId or app"
/// optional  a call passes without one
struct Known {
  std::size_t lookup = 0;
  std::string keys;
  bool optional = false;
};
/// No record of the collection that the plan's create of that index fills answers to this value yet.
/// member  a key of the record that is made
struct Free {
  std::size_t create = 0;
  std::string member;
};
/// Not all of these values at once: the condition of an error that a fixture row describes.
struct Unless {
  struct Condition {
    std::string words;  ///< "user.status"
    ValueSource source;
    std::shared_ptr<const Json> value;
  };
  std::vector<Condition> conditions;
};
/// No body, as none is documented. On GET, HEAD, DELETE and OPTIONS a body has no meaning (RFC 9110) and is let pass.
struct NoBody {};
/// The Content-Type of a body is a documented one.
struct MediaTypeDocumented {};
/// The body, read as its media type says, satisfies the schema of that media type.
struct BodyConforms {};
/// The client accepts a media type that can be sent.
struct Acceptable {};
/// The answer that the client prefers is documented.
struct Preferable {};

using Demand =
    std::variant<Required, Single, Conforms, Credentials, Scheme, OneOf, Absent, Known, Free,
                 Unless, NoBody, MediaTypeDocumented, BodyConforms, Acceptable, Preferable>;

/// What a request must satisfy. Derived from the document, or added by a row of a fixture file.
/// id      "header.Authorization.required": in, name, and the kind of demand; "security.NAME" for a security scheme
/// place   in the document: what the refusal points to
/// row     in a fixture file: where to change the rule; a rule of the document has none
/// hint    what a client does to satisfy it
struct Rule {
  std::string id;
  Class cls = Class::kDocumented;
  In in = In::kQuery;
  std::string name;
  Place place;
  Place row;
  RuleOption option = RuleOption::kNone;
  Demand demand;
  std::string hint;
};

/// The command-line name, "--accept-api-version"; kNone: "".
const char* flag_of(RuleOption option);

}  // namespace emulator
