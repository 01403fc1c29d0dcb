#include "emulator/model/openapi_content.h"

#include <nlohmann/json.hpp>

#include "emulator/model/media_type.h"
#include "emulator/model/openapi_encoding.h"
#include "emulator/model/reference.h"

namespace emulator {
namespace {

// `'{}'` against `type: object` is the object {}.
Json unwrapped(const Json& example, const std::optional<Schema>& schema) {
  if (!example.is_string()) return example;
  const bool structured = schema && (schema->type() == "object" || schema->type() == "array");
  if (!structured) return example;
  Json parsed = Json::parse(example.get_ref<const std::string&>(), nullptr, false);
  return parsed.is_structured() ? parsed : example;
}

// Whether the values are texts: the first example decides, else the schema.
bool holds_text(const Content& content, Findings& findings) {
  Located value = member_of(content.node, "example");
  const Located named = member_of(content.node, "examples");
  if (named && named.value->is_object() && !named.value->empty())
    value = member_of(resolve(member_of(named, named.value->begin().key()), findings), "value");
  if (value) return unwrapped(*value.value, content.schema).is_string();
  return content.schema && content.schema->type() == "string";
}

// Documents say "*/*" where they mean JSON, or whatever a server makes of a text.
std::string concrete_type(const Content& content, Findings& findings) {
  const auto range = essence_of(content.media_type);
  if (!is_media_range(range)) return content.media_type;
  const std::string meant = holds_text(content, findings) ? "text/plain" : "application/json";
  if (is_json_media_type(range)) return "application/json";
  return same_media_type(range, meant) ? meant : "application/octet-stream";
}

void read_examples(Content& content, Findings& findings) {
  const auto body_of = [&](const Located& example) {
    return body_text(unwrapped(*example.value, content.schema), content.sent_as, content.schema);
  };
  const Located named = member_of(content.node, "examples");
  if (named && named.value->is_object()) {
    for (const auto& [name, ignored] : named.value->items()) {
      const Located example = resolve(member_of(named, name), findings);
      if (const Located value = member_of(example, "value"))
        content.examples.push_back({name, body_of(value)});
    }
  }
  if (const Located example = member_of(content.node, "example"))
    content.example = body_of(example);
}

}  // namespace

std::vector<Content> read_contents(const Located& content, const SampleOptions& options,
                                   Findings& findings) {
  std::vector<Content> contents;
  if (!content || !content.value->is_object()) return contents;
  for (const auto& [type, media] : content.value->items()) {
    if (!media.is_object()) continue;
    Content out;
    out.media_type = type;
    out.node = member_of(content, type);
    const Located schema = member_of(out.node, "schema");
    if (schema) out.schema.emplace(schema, findings);
    out.sent_as = concrete_type(out, findings);
    read_examples(out, findings);
    if (schema)
      out.generated = std::make_shared<const GeneratedBody>(*out.schema, options, out.sent_as);
    out.encodings = read_encodings(member_of(out.node, "encoding"), findings);
    contents.push_back(std::move(out));
  }
  return contents;
}

}  // namespace emulator
