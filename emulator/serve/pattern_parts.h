#pragma once

#include <memory>
#include <string>
#include <vector>

#include "emulator/journal/call_pattern.h"
#include "emulator/text/json.h"

namespace emulator {

/// One thing that a pattern of calls asks for, as a pattern of its own.
/// key, name  "queryParameters", "userId"; name is empty where the key has no names
/// expected   its value or matcher, never null; of bodyPatterns one element
/// url_template  of the whole pattern; it has none: empty
struct PatternPart {
  std::string key;
  std::string name;
  std::shared_ptr<const Json> expected;
  CallPattern pattern;
  std::string url_template;
};

/// Throws PatternError.
std::vector<PatternPart> parts_of(const Json& pattern);

/// "query userId", "body"
std::string label_of(const PatternPart& part);
/// It asks for what is not to be shown, nor is what a request has there.
bool is_secret(const PatternPart& part);
/// `expected` of a part that is no secret: secrets in the query of a URL are masked.
Json shown_expectation(const PatternPart& part);

/// What a request has where the part looks, decoded as its matcher sees it; none: empty. Of a URL it is the path, and
/// the query too where the part compares it.
std::vector<std::string> values_of(const PatternPart& part, const Request& request);
/// The same, of a part that is no secret: secrets in the query of a URL are masked.
std::vector<std::string> shown_values(const PatternPart& part, const Request& request);

}  // namespace emulator
