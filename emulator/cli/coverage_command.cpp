#include "emulator/cli/coverage_command.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "emulator/cli/http_client.h"
#include "emulator/cli/option_kinds.h"
#include "emulator/cli/unanswered.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::milliseconds kCoveragePatience{30'000};

std::string padded(const std::string& text, int width) {
  char out[64];
  std::snprintf(out, sizeof out, "%*s", width, text.c_str());
  return out;
}

std::string in_percent(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.1f", value);
  return out;
}

std::string table_row(const std::string& name, const Json& share) {
  const auto number = [&](const char* key) {
    return std::to_string(share.at(key).get<std::uint64_t>());
  };
  return padded(name, -16) + padded(number("exercised"), 9) + padded(number("of"), 7) +
         padded(in_percent(share.at("percent").get<double>()), 8) + "\n";
}

std::string table_of(const Json& summary) {
  std::string text =
      padded("", -16) + padded("exercised", 9) + padded("of", 7) + padded("%", 8) + "\n";
  for (const char* name : {"operations", "parameters", "answers", "examples"})
    text += table_row(name, summary.at(name));
  return text + table_row("in all", summary.at("all")) +
         table_row("(rules broken)", summary.at("rules")) +
         "rules are those that 'alloy-emulator routes' lists, and of each operation that its "
         "Accept can "
         "be met\n";
}

std::string answer_name(const Json& answer) {
  const auto type = answer.at("mediaType").get<std::string>();
  return answer.at("status").get<std::string>() + (type.empty() ? "" : " " + type);
}

// What was never exercised, a line each: the place, then what is there.
class Missing {
 public:
  void look_at(const Json& operation) {
    name_ = operation.at("operation").get<std::string>();
    if (operation.at("calls") == 0) {
      add(operation, "operation " + operation.at("method").get<std::string>() + " " +
                         operation.at("path").get<std::string>());
      return;  // nor is anything in it
    }
    for (const Json& parameter : operation.at("parameters")) {
      if (parameter.at("documented") == true && parameter.at("seen") == 0) {
        const auto name = parameter.at("name").get<std::string>();
        add(parameter, name.empty() ? "the body"
                                    : parameter.at("in").get<std::string>() + " parameter " + name);
      }
    }
    for (const Json& answer : operation.at("answers")) look_at_answer(answer);
  }
  const std::string& text() const { return text_; }

 private:
  void look_at_answer(const Json& answer) {
    if (answer.at("sent") == 0) add(answer, "answer " + answer_name(answer));
    for (const Json& example : answer.at("examples")) {
      if (example.at("sent") == 0)
        add(example, "example " + example.at("name").get<std::string>() + " of answer " +
                         answer_name(answer));
    }
  }
  void add(const Json& what, const std::string& words) {
    text_ +=
        what.at("place").get<std::string>() + ": never exercised: " + words + " of " + name_ + "\n";
  }

  std::string name_;
  std::string text_;
};

}  // namespace

void add_coverage_options(CLI::App& command, CoverageOptions& options) {
  const CLI::Validator percent(
      [](const std::string& given) -> std::string {
        double number = 0;
        const bool fits = CLI::detail::lexical_cast(given, number) && number >= 0 && number <= 100;
        return fits ? "" : "expected a number from 0 to 100, found " + in_quotes(given);
      },
      "");
  add_ask_options(command, options.ask);
  command.add_option("--space", options.space, "by the calls of that space; without it, of all")
      ->type_name("NAME");
  command
      .add_option("--fail-under", options.fail_under,
                  "exit with 1 where less of operations, parameters, answers and examples together "
                  "was exercised")
      ->check(percent)
      ->type_name("PERCENT");
  one_of(command.add_option("--format", options.format, "how to say it"), {"text", "json"});
  command.add_option("--admin-token", options.admin_token, "the token that it was started with")
      ->envname(variable_for("--admin-token"))
      ->type_name("TOKEN");
}

std::string coverage_text(const std::string& answer) {
  const Json coverage = Json::parse(answer);
  Missing missing;
  for (const Json& operation : coverage.at("operations")) missing.look_at(operation);
  return missing.text() + (missing.text().empty() ? "" : "\n") + table_of(coverage.at("summary"));
}

int coverage(const CoverageOptions& options) try {
  const AdminAddress address = admin_address(options.ask.url, options.space);
  HttpQuestion question{
      "GET", address.target("/__admin/coverage"), {}, {}, kCoveragePatience, options.ask.authority};
  if (!options.admin_token.empty())
    question.headers.push_back({"Authorization", "Bearer " + options.admin_token});
  const HttpAnswer answer = ask_http(address.root, question);
  if (answer.status != 200) return tell_unanswered(options.ask.url, answer);
  const std::string text =
      options.format == "json" ? answer.body + "\n" : coverage_text(answer.body);
  std::fwrite(text.data(), 1, text.size(), stdout);
  const Json all = Json::parse(answer.body).at("summary").at("all");
  const auto of = all.at("of").get<double>();
  if (all.at("exercised").get<double>() * 100 >= options.fail_under * of) return 0;
  std::fprintf(stderr, "alloy-emulator: %s %% was exercised, which is under %g %%\n",
               in_percent(all.at("percent").get<double>()).c_str(), options.fail_under);
  return 1;
} catch (const Json::exception& error) {
  return tell_unanswered(options.ask.url,
                         {0, std::string("its answer is no coverage: ") + error.what()});
}

}  // namespace emulator
