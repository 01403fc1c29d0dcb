#include "emulator/model/openapi_content.h"

#include <nlohmann/json.hpp>

#include "emulator/model/reference.h"
#include "emulator/model/sample.h"

namespace emulator {
namespace {

bool is_json(const std::string& media_type) {
  const std::string type = media_type.substr(0, media_type.find(';'));
  const auto ends_with = [&](std::string_view end) {
    return type.size() >= end.size() &&
           type.compare(type.size() - end.size(), end.size(), end) == 0;
  };
  return ends_with("/json") || ends_with("+json");
}

// The documented example of a Media Type Object: the first of `examples`, or `example`.
Located example_of(const Located& media, Findings& findings) {
  const Located named = member_of(media, "examples");
  if (named && named.value->is_object()) {
    for (const auto& [name, value] : named.value->items()) {
      const Located example = resolve(member_of(named, name), findings);
      if (const Located given = member_of(example, "value")) return given;
    }
  }
  return member_of(media, "example");
}

// `'{}'` against `type: object` is the object {}.
Json unwrapped(const Json& example, const std::optional<Schema>& schema) {
  const bool structured = schema && (schema->type() == "object" || schema->type() == "array");
  if (!example.is_string() || !structured) return example;
  Json parsed = Json::parse(example.get_ref<const std::string&>(), nullptr, false);
  return parsed.is_structured() ? parsed : example;
}

std::string serialised(const Json& value, const std::string& media_type) {
  if (value.is_string() && !is_json(media_type)) return value.get<std::string>();
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::vector<Content> read_contents(const Located& content, Findings& findings) {
  std::vector<Content> contents;
  if (!content || !content.value->is_object()) return contents;
  for (const auto& [type, media] : content.value->items()) {
    if (!media.is_object()) continue;
    Content out;
    out.media_type = type;
    out.node = member_of(content, type);
    const Located schema = member_of(out.node, "schema");
    if (schema) out.schema.emplace(schema, findings);
    const Located example = example_of(out.node, findings);
    const Json value = example      ? unwrapped(*example.value, out.schema)
                       : out.schema ? sample_of(schema, findings)
                                    : Json(nullptr);
    if (example || out.schema)
      out.body = std::make_shared<const std::string>(serialised(value, type));
    contents.push_back(std::move(out));
  }
  return contents;
}

}  // namespace emulator
