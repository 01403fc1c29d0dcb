#include "emulator/decide/body_members.h"

#include <nlohmann/json.hpp>

#include "emulator/decide/negotiate.h"
#include "emulator/model/target.h"
#include "emulator/model/template.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

Json fields_of(std::string_view form) {
  const std::string target = "/?" + std::string(form);
  const auto parsed = parse_target(target);
  std::vector<std::pair<std::string, Json>> fields;
  if (parsed) {
    for (const QueryParameter& field : parsed->query) fields.emplace_back(field.name, field.value);
  }
  return object_of(std::move(fields), Repeated::kFirst);
}

}  // namespace

const Json* BodyMembers::whole() const {
  if (parsed_) return whole_.get();
  parsed_ = true;
  const HeaderLine* type = request_.header("Content-Type");
  if (request_.body.empty() || !type) return nullptr;
  if (same_media_type("application/x-www-form-urlencoded", type->value)) {
    whole_ = std::make_shared<const Json>(fields_of(request_.body));
  } else if (is_json_media_type(type->value)) {
    Json json = shallow_json(request_.body);
    if (!json.is_discarded()) whole_ = std::make_shared<const Json>(std::move(json));
  }
  return whole_.get();
}

const Json* BodyMembers::member(const std::string& path) const {
  const Json* body = whole();
  return body ? member_by_path(*body, path) : nullptr;
}

std::optional<std::string_view> BodyMembers::text(const std::string& path) const {
  const Json* value = member(path);
  if (!value || value->is_structured() || value->is_null()) return std::nullopt;
  texts_.push_back(value->is_string() ? value->get<std::string>() : value->dump());
  return texts_.back();
}

}  // namespace emulator
