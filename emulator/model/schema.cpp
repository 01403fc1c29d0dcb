#include "emulator/model/schema.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/model/reference.h"
#include "emulator/model/schema_compile.h"
#include "emulator/text/description.h"

namespace emulator {
namespace {

/// Generous for a schema with alternatives in alternatives, and still under a second.
std::size_t steps_for(const Extent& extent) { return 1'000'000 + 100 * extent.values; }

std::string_view only_type(std::uint8_t types) {
  const auto words = type_words(types & static_cast<std::uint8_t>(~kNullBit));
  return words.size() == 1 ? words.front() : std::string_view();
}

/// The one type that the node, or all of its allOf that have one, demand.
/// depth  bounds a schema that contains itself
std::string_view type_of(const Schema::Node& node, int depth = 0) {
  if (node.keywords().types != 0 || depth > 16) return only_type(node.keywords().types);
  std::string_view only;
  for (const auto* part : node.keywords().all_of) {
    const auto type = type_of(*part, depth + 1);
    if (type.empty() || type == only) continue;
    if (!only.empty()) return "";
    only = type;
  }
  return only;
}

const Schema::Node* items_of(const Schema::Node& node, int depth = 0) {
  if (node.keywords().items != nullptr || depth > 16) return node.keywords().items;
  for (const auto* part : node.keywords().all_of) {
    if (const auto* items = items_of(*part, depth + 1)) return items;
  }
  return nullptr;
}

/// Complaints as findings at their places.
Complain into(Findings& findings) {
  return [&findings](SchemaComplaint complaint) {
    const Document& document = *complaint.place.document;
    const auto make = complaint.at_key ? &Document::finding_at_key : &Document::finding;
    findings.add((document.*make)(complaint.severity, complaint.code, std::move(complaint.message),
                                  complaint.place.pointer, std::move(complaint.hint)));
  };
}

/// The errors among the complaints, with their pointers.
Complain into(std::vector<SchemaError>& mistakes) {
  return [&mistakes](SchemaComplaint complaint) {
    if (complaint.severity != Severity::kError) return;
    std::string text = std::move(complaint.message);
    if (!complaint.hint.empty()) text += "; " + complaint.hint;
    mistakes.push_back({"", complaint.place.pointer, std::move(text), complaint.place.document});
  };
}

}  // namespace

struct SchemaSet::State {
  SchemaGraph graph;
  std::size_t told_dialects = 0;  // guarded by the graph's mutex

  const Schema::Node* survey(const SchemaPlace& place, const Complain& complain) {
    const std::lock_guard lock(graph.mutex);
    graph.resources.add(place.document);
    const auto* root = SchemaCompiler(graph, complain).survey(place);
    const auto& unknown = graph.resources.unknown_dialects();
    for (; told_dialects < unknown.size(); ++told_dialects) {
      complain(
          {Severity::kWarning, "schema.dialect", "this dialect of JSON Schema is not known",
           unknown[told_dialects],
           "the schema is read as those around it; known are drafts 4, 6, 7, 2019-09 and 2020-12"});
    }
    return root;
  }
};

SchemaSet SchemaSet::of(const Document& document, Dialect dialect) {
  const Document& entry = document.entry();
  const auto make = [&] {
    return SchemaSet(referenced_document, dialect_of(entry.root(), dialect)).state_;
  };
  if (entry.description() == nullptr) return SchemaSet(make());
  return SchemaSet(std::static_pointer_cast<State>(entry.description()->shared_work(entry, make)));
}

SchemaSet::SchemaSet(FindDocument find, Dialect dialect)
    : state_(new State{{{}, SchemaResources(std::move(find), dialect)}}) {}

std::shared_ptr<const Schema::Node> SchemaSet::survey(const Located& schema, Findings& findings) {
  return {state_, state_->survey({schema.document, schema.pointer, schema.value}, into(findings))};
}

std::shared_ptr<const Schema::Node> SchemaSet::survey_own(const DocumentPtr& document,
                                                          std::vector<SchemaError>& mistakes) {
  return {state_, state_->survey({document, ""}, into(mistakes))};
}

// All schemas of an OpenAPI Description are in one graph, each once.
Schema::Schema(const DocumentPtr& document, std::string pointer, Findings& findings,
               Dialect dialect)
    : root_(SchemaSet::of(*document, dialect)
                .survey({nullptr, std::move(pointer), document}, findings)) {}

Schema::Schema(const Located& schema, Findings& findings)
    : root_(SchemaSet::of(*schema.document, Dialect::kOpenApi30).survey(schema, findings)) {}

Schema::Schema(SchemaSet& set, const DocumentPtr& document, const std::string& pointer,
               Findings& findings)
    : root_(set.survey({nullptr, pointer, document}, findings)) {}

std::optional<Schema> Schema::from_json(const Json& schema, Dialect dialect,
                                        std::vector<SchemaError>& mistakes) {
  if (measure(schema, kMaxValueNesting).too_deep) {
    mistakes.push_back(
        {"", "",
         "the schema is nested more than " + std::to_string(kMaxValueNesting) + " levels deep",
         nullptr});
    return std::nullopt;
  }
  // No places: a mistake is told by its pointer.
  const auto document = std::make_shared<const Document>(
      "", std::make_shared<const std::string>(), std::make_shared<const Json>(schema), nullptr);
  const auto before = mistakes.size();
  auto root = SchemaSet({}, dialect).survey_own(document, mistakes);
  if (mistakes.size() > before) return std::nullopt;
  return Schema(std::move(root));
}

std::vector<SchemaError> Schema::validate(const Json& value, Direction direction) const {
  std::vector<SchemaError> errors;
  const Extent extent = measure(value, kMaxValueNesting);
  const auto& [document, pointer] = std::tie(root_->document, root_->pointer);
  if (extent.too_deep) {
    errors.push_back({"", pointer,
                      "must be nested at most " + std::to_string(kMaxValueNesting) + " levels deep",
                      document});
    return errors;
  }
  CheckWork work(steps_for(extent));
  Evaluation run(&errors, work, direction);
  root_->check(value, Path(), run);
  if (run.is_spent()) {
    errors.assign(1, {"", pointer, "takes more steps to check than are allowed", document});
  }
  return errors;
}

bool Schema::allows(const Json& value, Direction direction) const {
  const Extent extent = measure(value, kMaxValueNesting);
  if (extent.too_deep) return false;
  CheckWork work(steps_for(extent));
  Evaluation run(nullptr, work, direction);
  return root_->check(value, Path(), run) && !run.is_spent();
}

std::string_view Schema::type() const { return type_of(*root_); }

// The one assertion is the type's own.
bool Schema::allows_any_string() const {
  const SchemaKeywords& keywords = root_->keywords();
  const auto assertions = keywords.assertions.size() + keywords.last_assertions.size();
  return assertions == 0 || (keywords.types == kStringBit && assertions == 1);
}

std::string_view Schema::items_type() const {
  const Node* items = items_of(*root_);
  return items == nullptr ? std::string_view() : type_of(*items);
}

}  // namespace emulator
