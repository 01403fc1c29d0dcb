#pragma once

#include <string>
#include <string_view>

namespace emulator {

/// A URI or a reference to one, split at its first '#'.
struct UriParts {
  std::string_view without_fragment;
  std::string_view fragment;
};
UriParts split_fragment(std::string_view uri);

/// What a reference means where `base` is the URI of the text that holds it. Without a base: the reference as it is.
/// source  RFC 3986, section 5.2
std::string resolve_uri(std::string_view base, std::string_view reference);

}  // namespace emulator
