#include "emulator/serve/admin_input.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "emulator/journal/call_id.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_slips.h"
#include "emulator/text/quote.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

constexpr const char* kNotReadable = "Error parsing JSON";

// "line 2, column 7"; columns in bytes.
std::string position(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  return "line " + std::to_string(line) + ", column " +
         std::to_string(before.size() - line_start + 1);
}

Response not_readable(std::string detail, std::string pointer = {}) {
  return error_answer(422, {10, kNotReadable, std::move(detail), std::move(pointer)});
}

// what  the text is, as part of a sentence
Input<Json> read_json(const std::string& body, const std::string& what = "the body") {
  if (body.find_first_not_of(" \t\r\n") == std::string::npos) {
    return not_readable(what + " is empty; send a JSON object");
  }
  JsonProblem problem;
  Json value = read_json_text(body, kAdminJsonDepth, problem);
  switch (problem.kind) {
    case JsonProblem::Kind::kTooDeep:
      return not_readable(what + " nests deeper than " + std::to_string(kAdminJsonDepth) +
                          " levels; send a flatter one");
    case JsonProblem::Kind::kTooLarge:
      return not_readable(what + " holds a number that is too large to be read");
    case JsonProblem::Kind::kSyntax:
      return not_readable(what + " is not JSON at " + position(body, problem.offset));
    case JsonProblem::Kind::kNone:
      break;
  }
  return value;
}

// "+" stays one: clients write a zone's offset without escaping it.
std::optional<std::string> query_value(const Target& target, std::string_view name) {
  for (const QueryParameter& parameter : target.query) {
    if (parameter.name == name) return percent_decode(parameter.raw_value);
  }
  return std::nullopt;
}

AdminError wrong_parameter(const std::string& name, const std::string& value,
                           const std::string& expected) {
  return {10, "Query parameter '" + name + "' is not " + expected, "found " + in_quotes(value),
          name};
}

std::optional<std::size_t> parse_size(std::string_view text) {
  std::size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

Input<Json> read_json_body(const Request& request) { return read_json(request.body); }

Response with_json_body(const Request& request,
                        const std::function<Response(const PatternSite& site)>& read) {
  const Input<Json> json = read_json(request.body);
  if (const auto* refusal = std::get_if<Response>(&json)) return *refusal;
  try {
    return read({std::get<Json>(json), ""});
  } catch (const PatternError& error) {
    return not_readable(error.what(), error.pointer());
  }
}

namespace {

Input<CallPattern> pattern_in(const AdminCall& call, const Input<Json>& json) {
  if (const auto* refusal = std::get_if<Response>(&json)) return *refusal;
  try {
    CallPattern pattern(std::get<Json>(json));
    call.host.check_pattern(pattern);
    return pattern;
  } catch (const PatternError& error) {
    return not_readable(error.what(), error.pointer());
  }
}

}  // namespace

Input<CallPattern> read_pattern(const AdminCall& call) {
  return pattern_in(call, read_json(call.request.body));
}

Input<CallPattern> read_pattern_parameter(const AdminCall& call, const QueryParameter& parameter) {
  auto pattern =
      pattern_in(call, read_json(parameter.value, "the query parameter '" + parameter.name + "'"));
  if (auto* refusal = std::get_if<Response>(&pattern)) refusal->status = 400;
  return pattern;
}

Input<std::string> read_id(const AdminCall& call) {
  if (auto id = parse_uuid(call.variables.front())) return *id;
  // A name of the protocol stands there too, and is asked with another method.
  const auto meant = calls_meant_by_name(std::span(call.target.segments).subspan(1));
  return error_answer(400, {10,
                            in_quotes(call.variables.front()) + " is not a UUID",
                            meant.empty() ? "" : "did you mean " + listed(meant, "or") + "?",
                            {}});
}

Input<RequestsQuery> read_requests_query(const Target& target) {
  RequestsQuery query;
  if (const auto limit = query_value(target, "limit")) {
    query.limit = parse_size(*limit);
    if (!query.limit) {
      return error_answer(400, wrong_parameter("limit", *limit, "a whole number from 0 on"));
    }
  }
  if (const auto since = query_value(target, "since")) {
    query.since = parse_iso8601(*since);
    if (!query.since) {
      return error_answer(
          400, wrong_parameter("since", *since,
                               "a date-time with a zone, such as 2026-11-23T17:42:43.328Z"));
    }
  }
  if (const auto stub = query_value(target, "matchingStub")) {
    query.matching_stub = parse_uuid(*stub);
    if (!query.matching_stub) {
      AdminError error = wrong_parameter("matchingStub", *stub, "a UUID");
      error.code = 15;
      return error_answer(400, error);
    }
  }
  query.unmatched = query_value(target, "unmatched") == "true";
  return query;
}

Input<Page> read_page(const Target& target) {
  Page page;
  for (const char* const name : {"limit", "offset"}) {
    const auto text = query_value(target, name);
    if (!text) continue;
    const auto number = parse_size(*text);
    if (!number) return error_answer(400, wrong_parameter(name, *text, "a whole number from 0 on"));
    if (name == std::string_view("limit")) {
      page.limit = number;
    } else {
      page.offset = *number;
    }
  }
  return page;
}

}  // namespace emulator
