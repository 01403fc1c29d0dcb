#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emulator {

/// One query parameter. `name` and `value` are decoded ("+" is a space); raw_value is as sent.
/// has_value  false for "a" as opposed to "a="
struct QueryParameter {
  std::string name;
  std::string value;
  std::string_view raw_value;
  bool has_value = false;
};

/// A request target in origin form, split once per call. Views point into the target it was made
/// from.
/// path      without the query, not decoded
/// segments  each decoded once after splitting at "/": "/a%2Fb/" is {"a/b", ""}
/// query     in the order sent, repetitions kept; empty pieces, as in "a&&b", are left out
struct Target {
  std::string_view path;
  std::string_view raw_query;
  bool has_query = false;
  std::vector<std::string> segments;
  std::vector<QueryParameter> query;
};

/// A target taken apart where it stands: nothing is decoded, nothing copied. Views point into it.
struct RawTarget {
  std::string_view path;
  std::string_view query;
  bool has_query = false;
};

/// A text in none of the forms that parse_target knows: nullopt.
std::optional<RawTarget> split_target(std::string_view target);

/// Whether percent_decode can read the text, or all parts of it.
bool is_decodable(std::string_view text);

/// Invalid percent-encoding, a NUL, or a text in none of the forms: nullopt. An absolute-form
/// target ("http://host/a?b") is read from its path on, which is "/" where there is none; "*" has
/// no segments.
std::optional<Target> parse_target(std::string_view target);

/// Percent-decoding, once; "%4" or a NUL in the result: nullopt. plus_is_space for form and query
/// values.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

}  // namespace emulator
