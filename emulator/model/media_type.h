#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emulator {

/// "text/plain" of "text/plain; charset=utf-8", in the case written.
/// source  RFC 9110, section 8.3.1
std::string_view essence_of(std::string_view media_type);

/// How closely a range without parameters names a type: 3 that very type, 2 its "type/*" or "type/*+json", 1 "*/*" (or
/// "*", which clients send for it), 0 another type.
int closeness_of(std::string_view range, std::string_view media_type);

/// Two names with '/' between them, without parameters.
/// source  RFC 6838, section 4.2
bool is_media_type(std::string_view text);

/// "text/*", "application/*+json" and "*/*", without parameters.
bool is_media_range(std::string_view essence);

/// "Application/JSON; charset=utf-8" and "application/json" are the same type; "text/*" and "*/*" name many.
bool same_media_type(std::string_view range, std::string_view media_type);

/// application/json, or anything with +json.
bool is_json_media_type(std::string_view media_type);

/// application/xml, text/xml, or anything with +xml.
bool is_xml_media_type(std::string_view media_type);

/// text/anything.
bool is_text_media_type(std::string_view media_type);

/// A parameter of a header's value, "x" for boundary in `multipart/form-data; boundary="x"`, without its quotes; none:
/// nullopt.
/// source  RFC 9110, section 5.6.6
std::optional<std::string> parameter_of(std::string_view value, std::string_view name);

/// Without the blanks and tabs around it.
std::string_view without_blanks(std::string_view text);

}  // namespace emulator
