#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emulator {

/// "query.userId", "user.userId" or "integration": a value of the request or of a record found before.
/// root   "path", "query", "header", "cookie", or the name of a lookup
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

/// Not of that form: nullopt.
std::optional<Reference> parse_reference(std::string_view text);
std::optional<Lookup> parse_lookup(std::string_view text);

}  // namespace emulator
