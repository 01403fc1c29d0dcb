#pragma once

#include <string>
#include <vector>

#include "emulator/testing/value.h"

namespace emulator::testing {

/// What one value has to be. A plain text means: equal to it.
class ALLOY_EMULATOR_API Matcher {
 public:
  Matcher(const char* text);
  Matcher(const std::string& text);
  /// operation, operand  as in WireMock's matchers: {"equalTo": "a"}
  Matcher(const std::string& operation, const Value& operand);

  /// The matcher as WireMock writes it.
  const Value& value() const { return value_; }

 private:
  Value value_;
};

ALLOY_EMULATOR_API Matcher equal_to(const std::string& text);
ALLOY_EMULATOR_API Matcher contains(const std::string& text);
/// regex  of the whole value
ALLOY_EMULATOR_API Matcher matches(const std::string& regex);
/// There is no value.
ALLOY_EMULATOR_API Matcher absent();
ALLOY_EMULATOR_API Matcher equal_to_json(const Value& value);
/// path  "$.data[0].id" finds something
ALLOY_EMULATOR_API Matcher matches_json_path(const std::string& path);

/// Which calls: WireMock's request pattern, for stubs, questions and expectations. Each with_… gives another
/// one that asks for that too; parts left out match anything. Whether it can be read is found out where it is
/// used: that throws Error.
class ALLOY_EMULATOR_API Match {
 public:
  /// Every call.
  Match() = default;
  /// Any pattern, as JSON text. Throws Error where it is no JSON object.
  static Match json(const std::string& pattern);

  Match with_method(const std::string& method) const;
  /// With a '?' the whole target, as it is sent; else its path.
  Match with_url(const std::string& url) const;
  /// regex  of the whole path
  Match with_path_matching(const std::string& regex) const;
  Match with_query(const std::string& name, const Matcher& matcher) const;
  Match with_header(const std::string& name, const Matcher& matcher) const;
  Match with_cookie(const std::string& name, const Matcher& matcher) const;
  Match with_form(const std::string& name, const Matcher& matcher) const;
  Match with_body(const Matcher& matcher) const;
  Match with_basic_auth(const std::string& user, const std::string& password) const;

  // What became of the call; for questions and expectations, not for stubs.

  /// id  an operationId of the document
  Match with_operation(const std::string& id) const;
  /// Every rule of the document held.
  Match accepted() const;
  Match refused() const;
  /// rule  the id of a rule that the call broke: "query.userId.known"
  Match violating(const std::string& rule) const;

  /// The pattern, as JSON text.
  std::string text() const;

 private:
  struct Part {
    std::string key;
    std::string name;  ///< within the key; "": the key itself
    Value value;
  };
  Match with(const std::string& key, const std::string& name, const Value& value) const;

  std::vector<Part> parts_;
};

/// url  as for Match::with_url()
ALLOY_EMULATOR_API Match any(const std::string& url);
ALLOY_EMULATOR_API Match get(const std::string& url);
ALLOY_EMULATOR_API Match post(const std::string& url);
ALLOY_EMULATOR_API Match put(const std::string& url);
ALLOY_EMULATOR_API Match patch(const std::string& url);
ALLOY_EMULATOR_API Match del(const std::string& url);
ALLOY_EMULATOR_API Match operation(const std::string& id);

}  // namespace emulator::testing
