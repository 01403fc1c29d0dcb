#include "emulator/model/template.h"

#include <nlohmann/json.hpp>

#include "emulator/text/document.h"

namespace emulator {

Template Template::literal(Json value) {
  Template out;
  out.what_ = std::make_shared<const Json>(std::move(value));
  return out;
}

Template Template::reference(TemplateSource source) {
  Template out;
  out.what_ = std::move(source);
  return out;
}

Template Template::object(std::vector<Member> members) {
  Template out;
  out.what_ = std::move(members);
  return out;
}

Template Template::array(std::vector<Template> items) {
  Template out;
  out.what_ = std::move(items);
  return out;
}

std::optional<Json> Template::fill(const ValueOf& value_of) const {
  if (const auto* literal = std::get_if<Literal>(&what_)) return **literal;
  if (const auto* source = std::get_if<TemplateSource>(&what_)) return value_of(*source);
  if (const auto* members = std::get_if<Members>(&what_)) {
    Json out = Json::object();
    for (const auto& [name, part] : *members) {
      if (auto value = part.fill(value_of)) out[name] = *std::move(value);
    }
    return out;
  }
  Json out = Json::array();
  for (const Template& part : std::get<Items>(what_)) {
    if (auto value = part.fill(value_of)) out.push_back(*std::move(value));
  }
  return out;
}

void Template::each(const Visit& visit, const std::string& pointer) const {
  if (const auto* source = std::get_if<TemplateSource>(&what_)) return visit(*source, pointer);
  if (const auto* members = std::get_if<Members>(&what_)) {
    for (const auto& [name, part] : *members) part.each(visit, pointer_append(pointer, name));
  } else if (const auto* items = std::get_if<Items>(&what_)) {
    for (std::size_t i = 0; i < items->size(); ++i)
      (*items)[i].each(visit, pointer_append(pointer, i));
  }
}

const Template* Template::member(const std::string& name) const {
  const auto* members = std::get_if<Members>(&what_);
  if (!members) return nullptr;
  for (const auto& [known, part] : *members) {
    if (known == name) return &part;
  }
  return nullptr;
}

const TemplateSource* Template::source() const { return std::get_if<TemplateSource>(&what_); }

const Json* member_by_path(const Json& value, const std::string& path) {
  if (!value.is_object()) return nullptr;
  if (const auto whole = value.find(path); whole != value.end()) return &*whole;
  const auto dot = path.find('.');
  if (dot == std::string::npos) return nullptr;
  const auto first = value.find(path.substr(0, dot));
  return first == value.end() ? nullptr : member_by_path(*first, path.substr(dot + 1));
}

}  // namespace emulator
