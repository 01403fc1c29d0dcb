#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/journal/entry.h"
#include "emulator/model/match.h"

namespace emulator {

/// Which recorded calls: a request pattern that may also name what became of them, by `operationId`,
/// `outcome` ("accepted", "refused", "unmatched", "malformed" or "failed"), `violated` (the id of a rule
/// that the call broke) and `space`. Immutable, cheap to copy, usable from any thread.
class CallPattern {
 public:
  /// Matches every call.
  CallPattern() = default;
  /// Throws PatternError, as RequestPattern does.
  explicit CallPattern(const Json& pattern);

  bool matches(const Entry& entry) const;
  /// The part that asks about the request alone.
  const RequestPattern& request() const { return request_; }

  /// What it asks for by "operationId", "violated" or "space"; it does not, or the key is another one: nullptr.
  const std::string* name_in(std::string_view key) const;

  /// Whether a key is none of a request pattern.
  static bool is_about_call(const std::string& key);
  /// What a call has for such a key; of "violated" there may be several.
  static std::vector<std::string> values(std::string_view key, const Entry& entry);
  /// The same for a person: "'refused'"; none: "".
  static std::string found(const std::string& key, const Entry& entry);

 private:
  RequestPattern request_;
  std::optional<std::string> operation_id_;
  std::optional<Outcome> outcome_;
  std::optional<std::string> violated_;
  std::optional<std::string> space_;
};

}  // namespace emulator
