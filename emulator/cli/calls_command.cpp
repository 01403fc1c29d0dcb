#include "emulator/cli/calls_command.h"

#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

#include "emulator/cli/calls_table.h"
#include "emulator/cli/empty_space.h"
#include "emulator/cli/http_client.h"
#include "emulator/cli/option_kinds.h"
#include "emulator/cli/quantities.h"
#include "emulator/cli/unanswered.h"
#include "emulator/cli/where.h"
#include "emulator/text/quote.h"
#include "emulator/text/utf8.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostExpected = 100'000'000;  // as POST /__admin/verify has it
constexpr std::chrono::milliseconds kListPatience{30'000};

// A question is asked in JSON, which has no other bytes.
void refuse_other_bytes(const char* option, const std::string& text) {
  if (find_invalid_utf8(text) != std::string_view::npos)
    throw CLI::ValidationError(option, in_quotes(text) + " is not UTF-8");
}

Json pattern_of(const CallsOptions& options) {
  Json pattern = Json::object();
  refuse_other_bytes("--operation", options.operation);
  if (!options.operation.empty()) pattern["operationId"] = options.operation;
  for (const std::string& condition : options.where) {
    refuse_other_bytes("--where", condition);
    add_condition(condition, pattern);
  }
  return pattern;
}

HttpQuestion question(const CallsOptions& options, std::string target, const Json& body) {
  HttpQuestion out{"POST",      std::move(target), {},
                   body.dump(), kListPatience,     options.ask.authority};
  if (!options.admin_token.empty())
    out.headers.push_back({"Authorization", "Bearer " + options.admin_token});
  return out;
}

bool asserts(const CallsOptions& options) {
  return options.exactly || options.at_least || options.at_most;
}

std::chrono::milliseconds wait_of(const char* option, const std::string& given) {
  return given.empty() ? std::chrono::milliseconds{0} : parse_time(option, given);
}

int assert_calls(const CallsOptions& options, const AdminAddress& address) {
  const auto within = wait_of("--within", options.within);
  const auto settle = wait_of("--settle", options.settle);
  Json body = {
      {"pattern", pattern_of(options)}, {"withinMs", within.count()}, {"settleMs", settle.count()}};
  if (options.exactly) body["exactly"] = *options.exactly;
  if (options.at_least) body["atLeast"] = *options.at_least;
  if (options.at_most) body["atMost"] = *options.at_most;
  HttpQuestion asked = question(options, address.target("/__admin/verify"), body);
  asked.patience += within + settle;
  const HttpAnswer answer = ask_http(address.root, asked);
  if (answer.status != 200 && answer.status != 409) return tell_unanswered(options.ask.url, answer);
  std::printf("%s", answer.body.c_str());
  if (answer.status == 200) return 0;
  std::printf("%s", tell_empty_space(address, question(options, "", {})).c_str());
  return 1;
}

int list_calls(const CallsOptions& options, const AdminAddress& address) {
  const bool as_file = options.format == "har" || options.format == "curl";
  std::string target =
      address.target("/__admin/export?format=" + (as_file ? options.format : "ndjson"));
  if (options.secrets == "show") target += "&secrets=show";
  const HttpAnswer answer = ask_http(address.root, question(options, target, pattern_of(options)));
  if (answer.status != 200) return tell_unanswered(options.ask.url, answer);
  const std::string text = as_file                    ? answer.body
                           : options.format == "json" ? calls_as_json(answer.body)
                                                      : calls_as_table(answer.body);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return 0;
}

void add_expectation(CLI::App& command, CallsOptions& options) {
  const CLI::Validator any = whole_number(0, kMostExpected);
  auto* exactly = command.add_option("--expect", options.exactly, "there shall be exactly so many")
                      ->check(any)
                      ->type_name("N");
  auto* at_least =
      command.add_option("--at-least", options.at_least, "there shall be so many or more")
          ->check(any)
          ->type_name("N")
          ->excludes(exactly);
  command.add_option("--at-most", options.at_most, "there shall be so many or fewer")
      ->check(any)
      ->type_name("N")
      ->excludes(exactly)
      ->excludes(at_least);
  command.add_option("--within", options.within, "wait so long for them, such as 500ms or 5s")
      ->type_name("TIME");
  command
      .add_option("--settle", options.settle,
                  "their number has to stay so for that long, such as 200ms: none too many follows")
      ->type_name("TIME");
}

void refuse_idle_wait(const char* option, const std::string& given) {
  if (!given.empty())
    throw CLI::ValidationError(
        option, "waits for an expectation: give --expect N, --at-least N or --at-most N with it");
}

}  // namespace

void add_calls_options(CLI::App& command, CallsOptions& options) {
  add_ask_options(command, options.ask);
  command.add_option("--space", options.space, "calls of that space; without it, of all")
      ->type_name("NAME");
  command.add_option("--operation", options.operation, "calls of that operation (its operationId)")
      ->type_name("ID");
  command
      .add_option("--where", options.where,
                  "calls that have it, like query.userId=jane or body.user.id=7; places are " +
                      where_places() + " [repeatable]")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false)
      ->type_name("PLACE=VALUE");
  add_expectation(command, options);
  one_of(command.add_option("--format", options.format, "how to list them"),
         {"table", "json", "har", "curl"});
  one_of(command.add_option(
             "--secrets", options.secrets,
             "keys, tokens, passwords and sessions in lists: *** for each, unless shown"),
         {"masked", "show"});
  command.add_option("--admin-token", options.admin_token, "the token that it was started with")
      ->envname(variable_for("--admin-token"))
      ->type_name("TOKEN");
}

void finish_calls_options(const CallsOptions& options) {
  pattern_of(options);
  admin_address(options.ask.url, options.space);
  wait_of("--within", options.within);
  wait_of("--settle", options.settle);
  if (asserts(options)) return;
  refuse_idle_wait("--within", options.within);
  refuse_idle_wait("--settle", options.settle);
}

int calls(const CallsOptions& options) try {
  for (const std::string& condition : options.where)
    if (const std::string doubt = doubt_about(condition); !doubt.empty())
      std::fprintf(stderr, "alloy-emulator: warning: %s\n", doubt.c_str());
  const AdminAddress address = admin_address(options.ask.url, options.space);
  return asserts(options) ? assert_calls(options, address) : list_calls(options, address);
} catch (const Json::exception& error) {
  return tell_unanswered(options.ask.url,
                         {0, std::string("its answer is no list of calls: ") + error.what()});
}

}  // namespace emulator
