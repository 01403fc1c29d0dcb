#pragma once

#include <string_view>

namespace emulator {

/// A byte of a character that is not ASCII.
constexpr bool is_beyond_ascii(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

// Whether a text is what its name says. In an IRI any character beyond ASCII may stand where a letter may.
// source  RFC 3986, appendix A; RFC 3987
bool is_uri(std::string_view text);
bool is_uri_reference(std::string_view text);
bool is_iri(std::string_view text);
bool is_iri_reference(std::string_view text);

/// source  RFC 6570, section 2
bool is_uri_template(std::string_view text);

/// source  RFC 6901, section 3
bool is_json_pointer(std::string_view text);
/// "1/name" or "0#".
bool is_relative_json_pointer(std::string_view text);

bool is_ipv4(std::string_view text);
bool is_ipv6(std::string_view text);

}  // namespace emulator
