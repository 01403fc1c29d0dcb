#include "emulator/model/rule_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/document_rules.h"
#include "emulator/model/message.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// Where complaints about a row go.
struct Row {
  const Document& document;
  const Located& node;
  Findings& findings;

  void error(std::string code, std::string message, const std::string& pointer,
             std::string hint) const {
    findings.add(document.finding(Severity::kError, std::move(code), std::move(message), pointer,
                                  std::move(hint)));
  }
  void wrong_value(const char* member, const char* wanted) const {
    error("fixture.rule-value", "`" + std::string(member) + "` is " + wanted,
          pointer_append(node.pointer, member), "correct the value");
  }
  Located member(const char* name) const { return member_of(node, name); }
  std::string text(const char* name) const {
    const Located value = member(name);
    if (!value) return {};
    if (value.value->is_string()) return value.value->get<std::string>();
    wrong_value(name, "a text");
    return {};
  }
  bool is_true(const char* name) const {
    const bool held = member(name).value->is_boolean() && member(name).value->get<bool>();
    if (!held) wrong_value(name, "`true`, or left out");
    return held;
  }
};

struct Made {
  const char* kind;
  Demand demand;
  std::string hint;
};

std::optional<Made> make_scheme(const Row& row, const std::string& name,
                                const RuleSettings& settings) {
  const std::string scheme = row.text("scheme");
  if (scheme.empty()) return std::nullopt;
  const bool keyed = row.text("option") == "api-key";
  return Made{"scheme", Scheme{scheme, keyed ? settings.api_keys : std::vector<std::string>{}},
              "send " + in_quotes(name + ": " + scheme + " TOKEN")};
}

std::optional<Made> make_one_of(const Row& row, const std::string&, const RuleSettings& settings) {
  const Located values = row.member("oneOf");
  OneOf demand;
  for (const Json& value : values.value->is_array() ? *values.value : Json::array()) {
    if (value.is_string()) demand.values.push_back(value.get<std::string>());
  }
  if (demand.values.empty() || demand.values.size() != values.value->size()) {
    row.wrong_value("oneOf", "a list of texts (quote numbers)");
    return std::nullopt;
  }
  std::string hint = "send " + std::string(demand.values.size() == 1 ? "" : "one of ");
  std::vector<std::string> shown;
  for (const std::string& value : demand.values) shown.push_back(in_quotes(value));
  hint += listed(shown, "or");
  if (row.text("option") == "accept-api-version") {
    for (const std::string& more : settings.accepted_api_versions) demand.values.push_back(more);
  }
  return Made{"one-of", std::move(demand), std::move(hint)};
}

std::optional<Made> make_absent(const Row& row, const std::string&, const RuleSettings&) {
  if (!row.is_true("absent")) return std::nullopt;
  return Made{"absent", Absent{}, "leave it out"};
}

std::optional<Made> make_required(const Row& row, const std::string& name, const RuleSettings&) {
  if (!row.is_true("required")) return std::nullopt;
  return Made{"required", Required{}, "send " + in_quotes(name)};
}

// Another kind of rule is another row here.
struct Kind {
  const char* member;
  std::optional<Made> (*make)(const Row&, const std::string& name, const RuleSettings&);
};
constexpr Kind kKinds[] = {{"scheme", make_scheme},
                           {"oneOf", make_one_of},
                           {"absent", make_absent},
                           {"required", make_required}};

constexpr const char* kParts[] = {"header", "query", "path", "cookie"};

const std::vector<std::string>& known_members() {
  static const std::vector<std::string> known = [] {
    std::vector<std::string> names(std::begin(kParts), std::end(kParts));
    for (const Kind& kind : kKinds) names.push_back(kind.member);
    for (const char* name : {"class", "option", "source", "hint"}) names.push_back(name);
    return names;
  }();
  return known;
}

bool members_are_known(const Row& row) {
  bool fine = true;
  for (const auto& [name, value] : row.node.value->items()) {
    const auto& known = known_members();
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string_view meant = nearest(name, known);
    row.findings.add(row.document.finding_at_key(
        Severity::kError, "fixture.unknown-member", "a rule has no " + in_quotes(name),
        pointer_append(row.node.pointer, name),
        meant.empty() ? "a rule has " + listed(known, "or", known.size())
                      : "did you mean " + in_quotes(meant) + "?"));
    fine = false;
  }
  return fine;
}

// The only one of `names` that the row has; none or several: nullptr and a finding.
template <class Names, class NameOf>
auto only_one(const Row& row, const Names& names, NameOf&& name_of, const std::string& what)
    -> decltype(&*std::begin(names)) {
  decltype(&*std::begin(names)) found = nullptr;
  std::size_t count = 0;
  std::vector<std::string> all;
  for (const auto& name : names) {
    all.emplace_back(name_of(name));
    if (!row.member(name_of(name))) continue;
    found = &name;
    ++count;
  }
  if (count == 1) return found;
  row.error("fixture.rule",
            "a rule needs exactly one " + what + ", this one has " + std::to_string(count),
            row.node.pointer, "choose one of " + listed(all, "or"));
  return nullptr;
}

// "path.integrationId#/description" in the operation's document.
std::optional<Place> place_of_source(const Row& row, const Operation& operation) {
  const std::string source = row.text("source");
  const auto hash = source.find('#');
  const auto dot = source.find('.');
  const auto in = request_part(source.substr(0, dot));
  const std::string name =
      dot == std::string::npos
          ? ""
          : source.substr(dot + 1, hash == std::string::npos ? hash : hash - dot - 1);
  std::vector<std::string> known;
  for (const Parameter& parameter : operation.parameters) {
    known.push_back(std::string(to_string(parameter.in)) + "." + parameter.name);
    if (!in || parameter.in != *in || parameter.name != name) continue;
    if (hash == std::string::npos) return parameter.node.place();
    if (const Located part = below(parameter.node, source.substr(hash + 1)))
      return part.key_place();
  }
  row.error("fixture.rule-source", "the source " + in_quotes(source) + " is not in the document",
            pointer_append(row.node.pointer, "source"),
            "name a parameter of " + in_quotes(operation.id) + ": " + listed(known, "or") +
                ", with a JSON Pointer behind '#' for a part of it");
  return std::nullopt;
}

}  // namespace

Class class_of(const Document& document, const Located& row, Findings& findings) {
  const Row complain{document, row, findings};
  if (!complain.member("class")) return Class::kAssumed;
  const std::string text = complain.text("class");
  for (const Class known : {Class::kDocumented, Class::kInferred, Class::kAssumed}) {
    if (text == to_string(known)) return known;
  }
  complain.wrong_value("class", "documented, inferred or assumed");
  return Class::kAssumed;
}

RuleOption option_of(const Document& document, const Located& row, Findings& findings) {
  const Row complain{document, row, findings};
  if (!complain.member("option")) return RuleOption::kNone;
  const std::string flag = "--" + complain.text("option");
  for (const RuleOption known :
       {RuleOption::kApiKey, RuleOption::kAcceptApiVersion, RuleOption::kAllowUnknownUsers}) {
    if (flag == flag_of(known)) return known;
  }
  complain.wrong_value("option", "api-key, accept-api-version or allow-unknown-users");
  return RuleOption::kNone;
}

Place documented_place(const Operation& operation, In in, const std::string& name) {
  for (const Parameter& parameter : operation.parameters) {
    const bool same =
        in == In::kHeader ? equal_ignoring_case(parameter.name, name) : parameter.name == name;
    if (parameter.in == in && same) return parameter.node.place();
  }
  return operation.node.key_place();
}

void add_rule_row(Operation& operation, const DocumentPtr& document, const Located& node,
                  const RuleSettings& settings, Findings& findings) {
  const Row row{*document, node, findings};
  if (!node.value->is_object()) {
    return row.error("fixture.rule", "a rule is a mapping", node.pointer,
                     "write '{header: NAME, oneOf: [VALUE]}'");
  }
  if (!members_are_known(row)) return;
  const auto as_is = [](const char* name) { return name; };
  const auto member_name = [](const Kind& kind) { return kind.member; };
  const auto* part = only_one(row, kParts, as_is, "part of the request");
  const auto* kind = only_one(row, kKinds, member_name, "demand");
  if (!part || !kind) return;
  const std::string name = row.text(*part);
  auto made = kind->make(row, name, settings);
  if (name.empty() || !made) return;

  Rule rule;
  rule.in = *request_part(*part);
  rule.name = name;
  rule.id = rule_id(rule.in, name, made->kind);
  rule.cls = class_of(*document, node, findings);
  rule.option = option_of(*document, node, findings);
  rule.row = document->place(node.pointer);
  rule.place = documented_place(operation, rule.in, name);
  if (row.member("source")) {
    if (const auto place = place_of_source(row, operation)) rule.place = *place;
  }
  rule.demand = std::move(made->demand);
  rule.hint = row.member("hint") ? row.text("hint") : made->hint;
  group_of(operation, rule.in, name).rules.push_back(std::move(rule));
}

}  // namespace emulator
