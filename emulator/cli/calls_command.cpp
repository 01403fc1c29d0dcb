#include "emulator/cli/calls_command.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "emulator/cli/http_client.h"
#include "emulator/cli/option_kinds.h"
#include "emulator/cli/quantities.h"
#include "emulator/cli/unanswered.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostOfUrl = 100;
constexpr std::chrono::milliseconds kListPatience{30'000};

/// A place that --where can name, and the key of the pattern it asks with.
/// named  followed by a dot and a name: query.userId
struct PlaceRow {
  std::string_view place;
  const char* key;
  bool named;
};
constexpr PlaceRow kPlaces[] = {
    {"query", "queryParameters", true},
    {"header", "headers", true},
    {"cookie", "cookies", true},
    {"form", "formParameters", true},
    {"method", "method", false},
    {"path", "urlPath", false},
    {"url", "url", false},
    {"outcome", "outcome", false},
    {"violated", "violated", false},
    {"space", "space", false},
};

[[noreturn]] void refuse_where(const std::string& text) {
  throw CLI::ValidationError(
      "--where", in_quotes(text) +
                     " is no PLACE=VALUE; places are query.NAME, header.NAME, cookie.NAME, "
                     "form.NAME, method, path, url, outcome, violated and space");
}

void add_condition(const std::string& text, Json& pattern) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) refuse_where(text);
  const std::string_view place = std::string_view(text).substr(0, equals);
  const std::string value = text.substr(equals + 1);
  const auto dot = place.find('.');
  for (const PlaceRow& row : kPlaces) {
    if (row.place != place.substr(0, dot) || row.named != (dot != std::string_view::npos)) continue;
    if (!row.named) {
      pattern[row.key] = value;
      return;
    }
    pattern[row.key][std::string(place.substr(dot + 1))] = {{"equalTo", value}};
    return;
  }
  refuse_where(text);
}

Json pattern_of(const CallsOptions& options) {
  Json pattern = Json::object();
  if (!options.operation.empty()) pattern["operationId"] = options.operation;
  for (const std::string& condition : options.where) add_condition(condition, pattern);
  return pattern;
}

HttpQuestion question(const CallsOptions& options, std::string target, const Json& body) {
  HttpQuestion out{"POST", std::move(target), {}, body.dump(), kListPatience};
  if (!options.admin_token.empty())
    out.headers.push_back({"Authorization", "Bearer " + options.admin_token});
  return out;
}

int assert_calls(const CallsOptions& options) {
  const auto within = parse_time("--within", options.within);
  Json body = {{"pattern", pattern_of(options)}, {"withinMs", within.count()}};
  if (options.exactly)
    body["exactly"] = *options.exactly;
  else
    body["atLeast"] = *options.at_least;
  HttpQuestion asked = question(options, "/__admin/verify", body);
  asked.patience += within;
  const HttpAnswer answer = ask_http(options.url, asked);
  if (answer.status != 200 && answer.status != 409) return tell_unanswered(options.url, answer);
  std::printf("%s", answer.body.c_str());
  return answer.status == 200 ? 0 : 1;
}

std::string table_line(const Json& event) {
  const Json& request = event.at("request");
  std::string why;
  for (const Json& sub : event.at("subEvents"))
    if (sub.at("type") == "EMULATOR_DECISION") why = sub.at("data").at("why").get<std::string>();
  const auto cell = [&](const char* name) { return request.at(name).get<std::string>(); };
  std::string line = cell("loggedDateString") + "  " +
                     std::to_string(event.at("response").at("status").get<int>()) + "  " +
                     printable(cell("method")) + " " + printable(cell("url"), kMostOfUrl);
  return why.empty() ? line : line + "  " + printable(why, 4 * kMostOfUrl);
}

std::string as_table(const std::string& events, bool as_json) {
  std::istringstream lines(events);
  std::string text = as_json ? "[" : "";
  for (std::string line; std::getline(lines, line);) {
    if (as_json) text += (text.size() > 1 ? ",\n" : "\n") + line;
    if (!as_json) text += table_line(Json::parse(line)) + "\n";
  }
  return as_json ? text + "\n]\n" : text;
}

int list_calls(const CallsOptions& options) {
  const bool as_file = options.format == "har" || options.format == "curl";
  const std::string target =
      "/__admin/export?format=" + (as_file ? options.format : std::string("ndjson"));
  const HttpAnswer answer = ask_http(options.url, question(options, target, pattern_of(options)));
  if (answer.status != 200) return tell_unanswered(options.url, answer);
  const std::string text = as_file ? answer.body : as_table(answer.body, options.format == "json");
  std::fwrite(text.data(), 1, text.size(), stdout);
  return 0;
}

}  // namespace

void add_calls_options(CLI::App& command, CallsOptions& options) {
  add_value(command, "--url", options.url, "where it listens")->type_name("URL");
  command.add_option("--operation", options.operation, "calls of that operation (its operationId)")
      ->type_name("ID");
  command
      .add_option("--where", options.where,
                  "calls that have it, like query.userId=jane, header.NAME=…, method=GET, path=/a, "
                  "outcome=refused [repeatable]")
      ->expected(1)
      ->take_all()
      ->type_name("PLACE=VALUE");
  auto* exactly = command.add_option("--expect", options.exactly, "there shall be exactly so many");
  command.add_option("--at-least", options.at_least, "there shall be so many or more")
      ->excludes(exactly);
  command.add_option("--within", options.within, "wait so long for them")->type_name("TIME");
  command.add_option("--format", options.format, "how to list them")
      ->check(CLI::IsMember({"table", "json", "har", "curl"}))
      ->type_name("table|json|har|curl");
  command.add_option("--admin-token", options.admin_token, "the token that it was started with")
      ->envname(variable_for("--admin-token"))
      ->type_name("TOKEN");
}

void finish_calls_options(const CallsOptions& options) {
  pattern_of(options);
  parse_time("--within", options.within);
}

int calls(const CallsOptions& options) try {
  return options.exactly || options.at_least ? assert_calls(options) : list_calls(options);
} catch (const Json::exception& error) {
  return tell_unanswered(options.url,
                         {0, std::string("its answer is no list of calls: ") + error.what()});
}

}  // namespace emulator
