// anyOf and oneOf, and the discriminator that chooses among them.

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/json_words.h"
#include "emulator/model/schema_site.h"
#include "emulator/text/ascii.h"
#include "emulator/text/quote.h"
#include "emulator/text/secret_name.h"

namespace emulator {
namespace {

/// source  OpenAPI 3.0.4, Discriminator Object
struct Discriminator {
  std::string property;
  std::map<std::string, const Schema::Node*, std::less<>> schemas;
};

/// The first of the errors, without what was found where that may be a secret.
std::string told(const SchemaError& error) {
  if (!is_secret_name(std::string_view(error.instance).substr(error.instance.rfind('/') + 1)))
    return error.message;
  return error.message.substr(0,
                              std::min({error.message.find(", is "), error.message.find(", has "),
                                        error.message.find(", satisfies ")}));
}

/// Why the value fails each of the alternatives, the first reason of each:
/// "1: must be a string, is null; 2: /a: must be true or false, is the number 1".
std::string reasons(const std::vector<const Schema::Node*>& schemas, const Json& value,
                    const Path& path, const Evaluation& run) {
  constexpr std::size_t kMost = 4;
  constexpr std::size_t kMostBytes = 160;
  const std::size_t address = path.pointer().size();
  std::string text;
  for (std::size_t i = 0; i < schemas.size() && i < kMost; ++i) {
    std::vector<SchemaError> errors;
    Evaluation inner = run.nested_for_reason(&errors);
    schemas[i]->check(value, path, inner);
    if (errors.empty()) continue;
    const auto below = errors.front().instance.substr(address);
    text += (text.empty() ? "" : "; ") + std::to_string(i + 1) + ": " +
            (below.empty() ? "" : below + ": ") + printable(told(errors.front()), kMostBytes);
  }
  if (schemas.size() > kMost) text += "; …";
  return text;
}

/// anyOf and oneOf.
class Alternatives : public Assertion {
 public:
  enum class Fitting { kAtLeastOne, kExactlyOne };

  Alternatives(std::string keyword, std::vector<const Schema::Node*> schemas, Fitting fitting,
               std::optional<Discriminator> discriminator)
      : Assertion(std::move(keyword)),
        schemas_(std::move(schemas)),
        fitting_(fitting),
        discriminator_(std::move(discriminator)) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (discriminator_ && value.is_object()) return check_selected(value, path, run);
    std::size_t first = schemas_.size();
    for (std::size_t i = 0; i < schemas_.size(); ++i) {
      Evaluation quiet = run.nested(nullptr);
      const bool fits = schemas_[i]->check(value, path, quiet);
      if (run.is_spent()) return false;
      if (!fits) continue;
      if (fitting_ == Fitting::kAtLeastOne && !run.tracks()) return true;
      if (fitting_ == Fitting::kExactlyOne && first != schemas_.size()) {
        return fail_with_two(first, i, path, run);
      }
      first = i;
    }
    return first != schemas_.size() || fail_with_none(value, path, run);
  }

 private:
  std::string demand() const {
    return std::string("must satisfy ") +
           (fitting_ == Fitting::kAtLeastOne ? "at least" : "exactly") + " one of " +
           counted(schemas_.size(), "schema");
  }

  bool fail_with_two(std::size_t first, std::size_t second, const Path& path,
                     Evaluation& run) const {
    return run.fail(path, keyword(), [&] {
      return demand() + ", satisfies number " + std::to_string(first + 1) + " and number " +
             std::to_string(second + 1);
    });
  }

  bool fail_with_none(const Json& value, const Path& path, Evaluation& run) const {
    return run.fail(path, keyword(), [&] {
      const std::string told = demand() + ", satisfies none";
      if (!run.wants_reasons()) return told;
      return told + " (" + reasons(schemas_, value, path, run) + ")";
    });
  }

  /// Only the schema that the value itself names: its errors are the ones that help.
  bool check_selected(const Json& value, const Path& path, Evaluation& run) const {
    const auto& [property, schemas] = *discriminator_;
    const auto name = value.find(property);
    if (name == value.end()) {
      return run.fail(path, keyword(), [&] {
        return "must have the member " + brief(discriminator_->property) +
               ", which says what schema applies";
      });
    }
    const auto selected =
        name->is_string() ? schemas.find(name->get_ref<const std::string&>()) : schemas.end();
    if (selected != schemas.end()) return selected->second->check(value, path, run);
    return run.fail(Path(path, property), keyword(), [&] {
      const auto quote_name = [](const auto& entry) { return brief(entry.first); };
      return "must be one of " + joined(discriminator_->schemas, quote_name) + ", is " +
             described(*name);
    });
  }

  const std::vector<const Schema::Node*> schemas_;
  const Fitting fitting_;
  const std::optional<Discriminator> discriminator_;
};

/// The name that a reference gives its schema: "Cat" for "#/components/schemas/Cat".
std::string_view last_token(std::string_view ref) { return ref.substr(ref.rfind('/') + 1); }

/// A mapping's value is the bare name of a schema, or a reference.
/// source  OpenAPI 3.0.4, Discriminator Object, mapping
std::string mapped_reference(const std::string& target) {
  const bool is_name = std::all_of(target.begin(), target.end(), [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '-' || c == '_';
  });
  return is_name ? "#/components/schemas/" + target : target;
}

void add_mapping(const KeywordSite& site, const Json& mapping, Discriminator& discriminator) {
  const std::string pointer = site.node.pointer + "/discriminator/mapping";
  for (const auto& [name, target] : mapping.items()) {
    if (!target.is_string()) continue;
    const SchemaPlace place{site.node.document, pointer_append(pointer, name)};
    const Schema::Node* schema =
        site.compiler.node_named(mapped_reference(target.get_ref<const std::string&>()), place);
    discriminator.schemas.insert_or_assign(name, schema);
    site.keywords.alternatives.push_back(schema);
  }
}

std::optional<Discriminator> discriminator_of(const KeywordSite& site,
                                              const std::vector<const Schema::Node*>& schemas) {
  // In 3.1 it is an annotation: anyOf and oneOf keep their meaning.
  const Json* keyword =
      site.dialect() == Dialect::kOpenApi30 ? site.sibling("discriminator") : nullptr;
  if (keyword == nullptr || !keyword->is_object()) return std::nullopt;
  const auto property = keyword->find("propertyName");
  if (property == keyword->end() || !property->is_string()) return std::nullopt;
  Discriminator discriminator{property->get<std::string>(), {}};
  for (std::size_t i = 0; i < schemas.size(); ++i) {
    const auto ref = site.value[i].find("$ref");
    if (ref == site.value[i].end() || !ref->is_string()) continue;
    discriminator.schemas.emplace(last_token(ref->get_ref<const std::string&>()), schemas[i]);
  }
  const auto mapping = keyword->find("mapping");
  if (mapping != keyword->end() && mapping->is_object()) add_mapping(site, *mapping, discriminator);
  return discriminator;
}

void compile_alternatives(const KeywordSite& site, Alternatives::Fitting fitting) {
  const auto schemas = site.subschemas();
  if (schemas.empty()) return;
  auto& all = site.keywords.alternatives;
  all.insert(all.end(), schemas.begin(), schemas.end());
  site.add<Alternatives>(schemas, fitting, discriminator_of(site, schemas));
}

/// Only its shape: it takes effect through the anyOf or oneOf beside it.
void compile_discriminator(const KeywordSite& site) {
  if (!site.is_object()) return;
  const auto property = site.value.find("propertyName");
  if (property == site.value.end() || !property->is_string()) {
    return site.error("schema.discriminator",
                      "a discriminator must have the string 'propertyName'");
  }
  const auto mapping = site.value.find("mapping");
  if (mapping == site.value.end()) return;
  const bool is_mapping =
      mapping->is_object() && std::all_of(mapping->begin(), mapping->end(),
                                          [](const Json& target) { return target.is_string(); });
  if (!is_mapping) {
    site.error("schema.discriminator", "a discriminator's 'mapping' must be an object of strings");
  }
}

constexpr KeywordRow kAlternativeRows[] = {
    {"anyOf", kInAll,
     [](const KeywordSite& site) {
       compile_alternatives(site, Alternatives::Fitting::kAtLeastOne);
     }},
    {"oneOf", kInAll,
     [](const KeywordSite& site) {
       compile_alternatives(site, Alternatives::Fitting::kExactlyOne);
     }},
    {"discriminator", kIn30 | kIn2020, compile_discriminator},
};

}  // namespace

std::span<const KeywordRow> alternative_keywords() { return kAlternativeRows; }

}  // namespace emulator
