#include "emulator/model/openapi_content.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "emulator/model/message.h"
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
Located example_of(const Document& document, const Located& media, Findings& findings) {
  const Located named = member_of(media, "examples");
  if (named && named.value->is_object()) {
    for (const auto& [name, value] : named.value->items()) {
      const Located example =
          resolve(document, {&value, pointer_append(named.pointer, name)}, findings);
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

// "200" is 200; "2XX" and "default" are 0.
int status_of(const std::string& key) {
  int status = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), status);
  return error == std::errc() && end == key.data() + key.size() && status >= 100 && status <= 599
             ? status
             : 0;
}

// The response with the lowest exact status of that hundred.
std::size_t lowest(const Operation& operation, int hundred) {
  std::size_t best = Operation::npos;
  for (std::size_t i = 0; i < operation.responses.size(); ++i) {
    const int status = status_of(operation.responses[i].key);
    if (status / 100 != hundred) continue;
    if (best == Operation::npos || status < status_of(operation.responses[best].key)) best = i;
  }
  return best;
}

std::size_t with_key(const Operation& operation, std::string_view key) {
  for (std::size_t i = 0; i < operation.responses.size(); ++i) {
    if (equal_ignoring_case(operation.responses[i].key, key)) return i;
  }
  return Operation::npos;
}

std::size_t first_of(std::initializer_list<std::size_t> choices) {
  for (const std::size_t choice : choices) {
    if (choice != Operation::npos) return choice;
  }
  return Operation::npos;
}

}  // namespace

std::vector<Content> read_contents(const DocumentPtr& document, const Located& content,
                                   Findings& findings) {
  std::vector<Content> contents;
  if (!content || !content.value->is_object()) return contents;
  for (const auto& [type, media] : content.value->items()) {
    if (!media.is_object()) continue;
    Content out;
    out.media_type = type;
    out.pointer = pointer_append(content.pointer, type);
    const Located node{&media, out.pointer};
    if (const Located schema = member_of(node, "schema"))
      out.schema.emplace(document, schema.pointer, findings);
    const Located example = example_of(*document, node, findings);
    const Json value = example      ? unwrapped(*example.value, out.schema)
                       : out.schema ? sample_of(*document, member_of(node, "schema"), findings)
                                    : Json(nullptr);
    if (example || out.schema)
      out.body = std::make_shared<const std::string>(serialised(value, type));
    contents.push_back(std::move(out));
  }
  return contents;
}

void choose_responses(Operation& operation) {
  const std::size_t any = operation.responses.empty() ? Operation::npos : 0;
  const std::size_t fallback = with_key(operation, "default");
  operation.success = first_of({lowest(operation, 2), with_key(operation, "2XX"), fallback, any});
  operation.refusal = first_of({with_key(operation, "400"), with_key(operation, "422"),
                                lowest(operation, 4), with_key(operation, "4XX"), fallback});
  const auto status = [&](std::size_t index, int otherwise) {
    const int exact = index == Operation::npos ? 0 : status_of(operation.responses[index].key);
    return exact == 0 ? otherwise : exact;
  };
  operation.success_status = status(operation.success, 200);
  operation.refusal_status = status(operation.refusal, 400);
}

}  // namespace emulator
