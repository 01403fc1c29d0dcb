#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emulator {

/// "query.userId", "user.userId" or "integration": a value of the request or of a record found before.
/// root   "path", "query", "header", "cookie", "body", or the name of a lookup
/// field  what stands behind the first dot; none: empty
struct Reference {
  std::string root;
  std::string field;
};

/// "users[query.userId]" or "installations[user.userId, integration.integrationId]".
struct Lookup {
  std::string collection;
  std::vector<Reference> arguments;
};

/// "integrations[*]", or only some: "users[fullName = query.name, active = query.active]".
struct Selection {
  struct Condition {
    std::string member;
    Reference value;
  };
  std::string collection;
  std::vector<Condition> conditions;
};

/// Not of that form: nullopt.
std::optional<Reference> parse_reference(std::string_view text);
std::optional<Lookup> parse_lookup(std::string_view text);
std::optional<Selection> parse_selection(std::string_view text);

}  // namespace emulator
