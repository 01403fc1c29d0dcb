#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/journal/entry.h"
#include "emulator/text/json.h"

namespace emulator {

/// What one call has told that is secret: under such names in its query and its headers, in its cookies, and in the
/// headers of its answer. Texts that quote the call are shown without it.
class CallSecrets {
 public:
  explicit CallSecrets(const Entry& entry);

  /// The text, each of them masked. One of less than four bytes stays, as it may be a part of any word.
  std::string masked(std::string text) const;
  /// The same for every string in it; names of members stay.
  void mask(Json& value) const;

 private:
  void add_header(std::string_view name, std::string_view value);
  void add(std::string_view value);

  std::vector<std::string> values_;
};

}  // namespace emulator
