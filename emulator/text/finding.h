#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "emulator/text/place.h"

namespace emulator {

enum class Severity { kError, kWarning, kNote };

/// "error", "warning" or "note".
const char* to_string(Severity severity);

/// A complaint: about a document or a fixture when it is loaded, about a call when it is refused.
/// code     stable and dotted, "fixture.duplicate-key"
/// message  what is wrong, one sentence without a full stop
/// hint     what to do about it; may be empty
/// excerpt  the line of the source that `place` points into, a very long one cut around the column;
///          may be empty
/// caret    the byte of the excerpt, from 1, that is meant; 0: the column of `place`
struct Finding {
  Severity severity = Severity::kError;
  std::string code;
  std::string message;
  Place place;
  std::string hint;
  std::string excerpt;
  std::uint32_t caret = 0;
};

/// What a person reads, without a final line end:
///
///     users.yaml:7:17: error: username 'jane' is already taken by line 3   [fixture.duplicate-key]
///       7 | - {userId: u_2, username: jane}
///         |                 ^
///       hint: give each user a username of its own
std::string to_text(const Finding& finding);

/// The complaints of one loading. Not thread-safe.
class Findings {
 public:
  void add(Finding finding);

  bool has_errors() const;
  bool empty() const { return findings_.empty(); }

  /// By file, line and column; those of one place in the order in which they were found; exact
  /// repetitions once.
  std::vector<Finding> sorted() const;

 private:
  std::vector<Finding> findings_;
};

/// Loading failed. what() is every finding as text, sorted, one after the other.
class LoadError : public std::runtime_error {
 public:
  explicit LoadError(const Findings& findings);

  const std::vector<Finding>& findings() const { return findings_; }

 private:
  std::vector<Finding> findings_;
};

}  // namespace emulator
