#include "emulator/decide/demands.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/decide/body_demands.h"
#include "emulator/decide/credentials.h"
#include "emulator/decide/known_hint.h"
#include "emulator/decide/missing_hint.h"
#include "emulator/decide/schema_violation.h"
#include "emulator/model/json_words.h"
#include "emulator/model/media_type.h"
#include "emulator/model/parameter_value.h"
#include "emulator/model/typed_text.h"
#include "emulator/text/quote.h"
#include "emulator/text/shallow_json.h"

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

// Judges one demand. Each overload is one kind of rule.
struct Judge {
  const Rule& rule;
  const RuleGroup& group;
  const Call& call;
  const std::vector<GivenValue>& values;
  Traces traces;

  using Result = std::vector<Violation>;

  Result violation(std::string expected, std::string found, std::string hint = {}) const {
    return {
        {&rule, std::move(expected), std::move(found), hint.empty() ? rule.hint : std::move(hint)}};
  }
  std::string shown(std::string_view value) const { return shown_value(value, group.secret); }

  Result operator()(const Required& demand) const {
    if (rule.in == In::kBody) {
      return call.request.body.empty() ? violation("a body", "none") : Result{};
    }
    if (values.empty()) {
      const char* found = rule.in == In::kHeader ? "no such header" : "none";
      return violation("a value", found, rule.hint + slip_for_missing(rule, call));
    }
    return demand.allow_empty || !all_are_empty() ? Result{} : violation("a value", "an empty one");
  }

  Result operator()(const Single&) const {
    if (values.size() <= 1) return {};
    return violation(
        rule.in == In::kHeader ? "one line" : "one value",
        std::to_string(values.size()) + (rule.in == In::kHeader ? " lines" : " values"));
  }

  bool all_are_empty() const {
    return std::all_of(values.begin(), values.end(),
                       [](const GivenValue& value) { return value.value.empty(); });
  }

  // Not the texts of several elements or properties.
  bool is_one_text() const {
    const std::string_view name = values.front().name;
    return values.size() == 1 && (name.empty() || name == rule.name);
  }

  Result operator()(const Conforms& demand) const {
    if (values.empty() || (demand.allow_empty && all_are_empty())) return {};
    if (!demand.media_type.empty()) return conforms_as_content(demand);
    const bool has_mark = group.form.style == ParameterForm::Style::kLabel ||
                          group.form.style == ParameterForm::Style::kMatrix;
    if (demand.schema.allows_any_string() && !has_mark) return {};
    std::vector<ParameterText> texts;
    for (const GivenValue& value : values)
      texts.push_back({value.name, group.form.is_encoded ? value.raw : value.value});
    std::string misfit;
    const Json value = parameter_value(rule.name, texts, demand.schema, group.form, misfit);
    if (!misfit.empty()) return violation(misfit, shown(values.front().value));
    return against(demand.schema, value);
  }

  // A parameter with `content`: its text is what its media type says.
  Result conforms_as_content(const Conforms& demand) const {
    const std::string text(values.front().value);
    if (!is_json_media_type(demand.media_type))
      return against(demand.schema, scalar_value(text, demand.schema));
    const Json value = shallow_json(text);
    if (value.is_discarded()) return violation("JSON", shown(text));
    return against(demand.schema, value);
  }

  Result against(const Schema& schema, const Json& value) const {
    return violations_of(
        schema.validate(value, Direction::kRequest),
        {rule, schema, is_one_text() ? in_quotes(values.front().value) : "", group.secret});
  }

  Result operator()(const Credentials& demand) const {
    std::string found = found_in_place_of(demand, rule.in, values);
    if (demand.kind == Credentials::Kind::kUnchecked)
      traces.notes.push_back("the security scheme " + in_quotes(rule.id.substr(9)) +
                             " is not checked: a call does not show it");
    return found.empty() ? Result{} : violation(wanted_by(demand), std::move(found));
  }

  Result operator()(const Scheme& demand) const {
    if (values.empty()) return {};
    const auto expected = [&] { return "the scheme '" + demand.scheme + "' and a token"; };
    const AuthorizationValue given = read_authorization(values.front().value);
    if (!equal_ignoring_case(given.scheme, demand.scheme)) {
      if (given.has_blank) return violation(expected(), told_scheme(given.scheme));
      return violation(expected(), "a value without a scheme",
                       "put '" + demand.scheme + " ' before the token");
    }
    if (given.token.empty()) return violation(expected(), "no token after it");
    if (demand.tokens.empty()) return {};
    bool right = false;
    for (const std::string& known : demand.tokens)
      right |= equal_in_constant_time(given.token, known);
    if (right) return {};
    return violation("the scheme '" + demand.scheme + "' and the configured token", "another token",
                     "send the token that " + std::string(flag_of(rule.option)) + " names");
  }

  Result operator()(const OneOf& demand) const {
    if (values.empty()) return {};
    const std::string_view value = values.front().value;
    std::vector<std::string> known;
    for (const std::string& one : demand.values) {
      if (value == one) return {};
      known.push_back(in_quotes(one));
    }
    std::string hint = rule.hint;
    if (rule.option != RuleOption::kNone) {
      hint += ", or start the emulator with " + std::string(flag_of(rule.option)) + " " +
              printable(value);
    }
    return violation(listed(known, "or"), shown(value), std::move(hint));
  }

  Result operator()(const Absent&) const {
    if (values.empty()) return {};
    return violation("no such " + std::string(rule.in == In::kHeader ? "header" : "parameter"),
                     shown(values.front().value));
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
      if (given.empty() || given.front().value.empty()) return {};  // another rule's business
      key.push_back(given.front().value);
    }
    if (const Record* record = step.collection->find(key)) {
      traces.found[demand.lookup] = record;
      return {};
    }
    const std::string what = demand.keys + " of a record of " + in_quotes(step.collection->name());
    if (demand.optional) {
      traces.notes.push_back(in_quotes(key.back()) + " is not the " + what + "; let pass by " +
                             flag_of(rule.option));
      return {};
    }
    return violation("the " + what, shown(key.back()),
                     hint_for_unknown(rule, values.front(), *step.collection));
  }

  Result operator()(const Free& demand) const {
    if (values.empty() || values.front().value.empty()) return {};
    const Collection& collection = *call.plan->creates[demand.create].collection;
    if (!collection.find(values.front().value)) return {};
    return violation(
        "a " + demand.member + " that no record of " + in_quotes(collection.name()) + " has yet",
        in_quotes(values.front().value));
  }

  Result operator()(const Unless& demand) const {
    std::vector<std::string> words;
    for (const Unless::Condition& condition : demand.conditions) {
      const auto value =
          std::visit([&](const auto& source) { return value_at(source); }, condition.source);
      if (!value || *value != *condition.value) return {};
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
    if (call.request.body.empty()) return {};
    for (const char* method : {"GET", "HEAD", "DELETE", "OPTIONS"}) {
      if (call.request.method != method) continue;
      traces.notes.push_back("a body of " + counted(call.request.body.size(), "byte") +
                             " was read and ignored: none is documented");
      return {};
    }
    return violation("no body", "one of " + counted(call.request.body.size(), "byte"));
  }

  Result operator()(const MediaTypeDocumented&) const {
    const auto& contents = call.operation.request_body->contents;
    if (call.request.body.empty() || contents.empty()) return {};
    const HeaderLine* type = call.request.header("Content-Type");
    // Without one a body is of a type that nobody knows, RFC 9110, section 8.3.
    if (content_for(contents, type ? type->value : "application/octet-stream")) return {};
    std::vector<std::string> known;
    for (const Content& content : contents) known.push_back(in_quotes(content.media_type));
    return violation(listed(known, "or"), type ? in_quotes(type->value) : "no Content-Type");
  }

  Result operator()(const BodyConforms&) const { return broken_by_body(rule, call, traces.notes); }

  // Judged when all others hold.
  Result operator()(const Acceptable&) const { return {}; }
  Result operator()(const Preferable&) const { return {}; }
};

}  // namespace

std::vector<Violation> broken(const Rule& rule, const RuleGroup& group, const Call& call,
                              const std::vector<GivenValue>& values, Traces traces) {
  return std::visit(Judge{rule, group, call, values, traces}, rule.demand);
}

}  // namespace emulator
