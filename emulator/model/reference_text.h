#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emulator {

/// A reference, taken apart at its '#'.
/// file     as it is written; "": the document that it stands in
/// pointer  the fragment, percent-decoded once; a fragment that is no JSON Pointer, such as an anchor: nullopt
struct ReferenceText {
  std::string file;
  std::optional<std::string> pointer;
};
ReferenceText split_reference(std::string_view text);

/// Whether the text begins with the scheme of a URI, "https:".
bool has_scheme(std::string_view text);

}  // namespace emulator
