#include "emulator/decide/demands.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/decide/known_hint.h"
#include "emulator/decide/negotiate.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// Content that an interface to secrets must not leak through timing: the whole of both is always read.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^
                  static_cast<unsigned char>(b.empty() ? 0 : b[i % b.size()]);
  }
  return difference == 0;
}

// A scheme word may be told only where it is one that cannot be a secret itself.
std::string told_scheme(std::string_view word) {
  for (const char* known :
       {"Basic", "Bearer", "Digest", "Token", "ApiKey", "Negotiate", "HOBA", "AWS4-HMAC-SHA256"}) {
    if (equal_ignoring_case(word, known)) return "the scheme '" + std::string(known) + "'";
  }
  return "another scheme";
}

// Judges one demand. Each overload is one kind of rule.
struct Judge {
  const Rule& rule;
  const RuleGroup& group;
  const Call& call;
  const std::vector<GivenValue>& values;
  Traces traces;

  using Result = std::optional<Violation>;

  Violation violation(std::string expected, std::string found, std::string hint = {}) const {
    return {&rule, std::move(expected), std::move(found),
            hint.empty() ? rule.hint : std::move(hint)};
  }

  // A name in the request that was perhaps meant to be this one.
  std::string mistaken_name() const {
    std::vector<std::string> given;
    for (const HeaderLine& line : call.request.headers) {
      if (rule.in == In::kHeader) given.emplace_back(line.name);
    }
    for (const QueryParameter& parameter : call.target.query) {
      if (rule.in == In::kQuery) given.push_back(parameter.name);
    }
    return std::string(nearest(rule.name, given));
  }

  // What the request has in place of the value that is missing; else empty.
  std::string slip() const {
    if (const std::string near = mistaken_name(); !near.empty())
      return "; the request has " + in_quotes(near) + ": a slip of the pen?";
    const std::string_view joint = rule.in == In::kQuery ? wrong_joint() : std::string_view();
    if (joint.empty()) return {};
    return "; it stands in the request behind " + in_quotes(joint) +
           ": the query begins with one '?', and '&' alone parts its parameters";
  }

  // The mark before the parameter's name that hides it from the query: ';', a second '?', "&amp;", "%3F". Nothing
  // else of the request is told: it may be secret.
  std::string_view wrong_joint() const {
    const std::string_view target = call.request.target;
    const std::size_t at = target.find(rule.name + "=");
    const std::string_view before = target.substr(0, at == std::string_view::npos ? 0 : at);
    for (const std::string_view joint : {"&amp;", "%26", "%3F", "%3f", ";", "?", ","}) {
      if (before.ends_with(joint)) return before.substr(before.size() - joint.size());
    }
    return {};
  }

  Result operator()(const Required& demand) const {
    if (rule.in == In::kBody) {
      return call.request.body.empty() ? Result(violation("a body", "none")) : std::nullopt;
    }
    if (values.empty()) {
      const char* found = rule.in == In::kHeader ? "no such header" : "none";
      return violation("a value", found, rule.hint + slip());
    }
    const auto empty = [](const GivenValue& value) { return value.value.empty(); };
    if (!demand.allow_empty && std::all_of(values.begin(), values.end(), empty)) {
      return violation("a value", "an empty one");
    }
    return std::nullopt;
  }

  Result operator()(const Single&) const {
    if (values.size() <= 1) return std::nullopt;
    return violation(
        rule.in == In::kHeader ? "one line" : "one value",
        std::to_string(values.size()) + (rule.in == In::kHeader ? " lines" : " values"));
  }

  Result operator()(const Conforms& demand) const {
    if (values.empty() || demand.schema.allows_any_string()) return std::nullopt;
    std::vector<std::string_view> texts;
    const bool raw = group.form.is_encoded;
    for (const GivenValue& value : values) texts.push_back(raw ? value.raw : value.value);
    const auto errors = demand.schema.validate(parameter_value(texts, demand.schema, group.form));
    if (errors.empty()) return std::nullopt;
    const SchemaError& first = errors.front();
    Violation out = violation("a value that " + first.message.substr(0, first.message.find(',')),
                              in_quotes(values.front().value));
    const std::string keyword = to_string(demand.schema.place_of(first));
    out.hint += " (" + keyword + ")";
    return out;
  }

  Result operator()(const Scheme& demand) const {
    if (values.empty()) return std::nullopt;
    const auto expected = [&] { return "the scheme '" + demand.scheme + "' and a token"; };
    const std::string_view value = values.front().value;
    const auto space = value.find_first_of(" \t");
    const std::string_view scheme = value.substr(0, space);
    const auto begin =
        value.find_first_not_of(" \t", space == std::string_view::npos ? value.size() : space);
    const std::string_view token = begin == std::string_view::npos ? "" : value.substr(begin);
    if (!equal_ignoring_case(scheme, demand.scheme)) {
      if (space != std::string_view::npos) return violation(expected(), told_scheme(scheme));
      return violation(expected(), "a value without a scheme",
                       "put '" + demand.scheme + " ' before the token");
    }
    if (token.empty()) return violation(expected(), "no token after it");
    if (demand.tokens.empty()) return std::nullopt;
    bool right = false;
    for (const std::string& known : demand.tokens) right |= equal_in_constant_time(token, known);
    if (right) return std::nullopt;
    return violation("the scheme '" + demand.scheme + "' and the configured token", "another token",
                     "send the token that " + std::string(flag_of(rule.option)) + " names");
  }

  Result operator()(const OneOf& demand) const {
    if (values.empty()) return std::nullopt;
    const std::string_view value = values.front().value;
    std::vector<std::string> shown;
    for (const std::string& known : demand.values) {
      if (value == known) return std::nullopt;
      shown.push_back(in_quotes(known));
    }
    std::string hint = rule.hint;
    if (rule.option != RuleOption::kNone) {
      hint += ", or start the emulator with " + std::string(flag_of(rule.option)) + " " +
              printable(value);
    }
    return violation(listed(shown, "or"), in_quotes(value), std::move(hint));
  }

  Result operator()(const Absent&) const {
    if (values.empty()) return std::nullopt;
    return violation("no such " + std::string(rule.in == In::kHeader ? "header" : "parameter"),
                     in_quotes(values.front().value));
  }

  Result operator()(const Known& demand) const {
    const LookupStep& step = call.plan->lookups[demand.lookup];
    std::vector<std::string_view> key;
    key.reserve(step.arguments.size());
    std::vector<GivenValue> others;
    for (const ValueSource& source : step.arguments) {
      const auto& value = std::get<RequestValue>(source);
      const bool own = value.in == rule.in && value.name == rule.name;
      if (!own) read_values(call, value.in, value.name, others);
      const std::vector<GivenValue>& given = own ? values : others;
      if (given.empty() || given.front().value.empty())
        return std::nullopt;  // another rule's business
      key.push_back(given.front().value);
    }
    if (const Record* record = step.collection->find(key)) {
      traces.found[demand.lookup] = record;
      return std::nullopt;
    }
    const std::string what = demand.keys + " of a record of " + in_quotes(step.collection->name());
    if (demand.optional) {
      traces.notes.push_back(in_quotes(key.back()) + " is not the " + what + "; let pass by " +
                             flag_of(rule.option));
      return std::nullopt;
    }
    return violation("the " + what, in_quotes(key.back()),
                     hint_for_unknown(rule, values.front(), *step.collection));
  }

  Result operator()(const Free& demand) const {
    if (values.empty() || values.front().value.empty()) return std::nullopt;
    const Collection& collection = *call.plan->creates[demand.create].collection;
    if (!collection.find(values.front().value)) return std::nullopt;
    return violation(
        "a " + demand.member + " that no record of " + in_quotes(collection.name()) + " has yet",
        in_quotes(values.front().value));
  }

  Result operator()(const Unless& demand) const {
    std::vector<std::string> words;
    for (const Unless::Condition& condition : demand.conditions) {
      const auto value =
          std::visit([&](const auto& source) { return value_at(source); }, condition.source);
      if (!value || *value != *condition.value) return std::nullopt;
      words.push_back(condition.words + " " + condition.value->dump());
    }
    return violation("not " + listed(words), "just that");
  }

  std::optional<Json> value_at(const RequestValue& source) const {
    return plan_value(call, source);
  }
  std::optional<Json> value_at(const RecordField& source) const {
    const Record* record = traces.found[source.lookup];
    const Json* value = record ? member_by_path(*record->value, source.field) : nullptr;
    return value ? std::optional<Json>(*value) : std::nullopt;
  }

  Result operator()(const NoBody&) const {
    if (call.request.body.empty()) return std::nullopt;
    for (const char* method : {"GET", "HEAD", "DELETE", "OPTIONS"}) {
      if (call.request.method != method) continue;
      traces.notes.push_back("a body of " + std::to_string(call.request.body.size()) +
                             " bytes was read and ignored: none is documented");
      return std::nullopt;
    }
    return violation("no body", "one of " + std::to_string(call.request.body.size()) + " bytes");
  }

  Result operator()(const MediaTypeDocumented&) const {
    if (call.request.body.empty() || call.operation.request_body->contents.empty())
      return std::nullopt;
    const HeaderLine* type = call.request.header("Content-Type");
    std::vector<std::string> known;
    for (const Content& content : call.operation.request_body->contents) {
      if (type && same_media_type(content.media_type, type->value)) return std::nullopt;
      known.push_back(in_quotes(content.media_type));
    }
    return violation(listed(known, "or"), type ? in_quotes(type->value) : "no Content-Type");
  }

  Result operator()(const BodyConforms&) const {
    const HeaderLine* type = call.request.header("Content-Type");
    if (!type || call.request.body.empty() || !is_json_media_type(type->value)) return std::nullopt;
    for (const Content& content : call.operation.request_body->contents) {
      if (!content.schema || !same_media_type(content.media_type, type->value)) continue;
      return against(*content.schema);
    }
    return std::nullopt;
  }

  Result against(const Schema& schema) const {
    const Json body = Json::parse(call.request.body, nullptr, false);
    if (body.is_discarded())
      return violation("JSON", "a body that does not parse", "send well-formed JSON");
    const auto errors = schema.validate(body);
    if (errors.empty()) return std::nullopt;
    std::string found;
    for (const SchemaError& error : errors) {
      found += (found.empty() ? "" : "; ") + (error.instance.empty() ? "it" : error.instance) +
               " " + error.message;
    }
    return violation("a body that the schema allows", found);
  }

  Result operator()(const Acceptable&) const {
    return std::nullopt;
  }  // judged when all others hold
};

}  // namespace

std::optional<Violation> broken(const Rule& rule, const RuleGroup& group, const Call& call,
                                const std::vector<GivenValue>& values, Traces traces) {
  return std::visit(Judge{rule, group, call, values, traces}, rule.demand);
}

}  // namespace emulator
