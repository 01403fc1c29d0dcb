#include "emulator/model/located.h"

#include <nlohmann/json.hpp>

#include "emulator/text/place_index.h"

namespace emulator {

Finding Located::finding(Severity severity, std::string code, std::string message,
                         std::string hint) const {
  return document->finding(severity, std::move(code), std::move(message), pointer, std::move(hint));
}

Finding Located::finding_at_key(Severity severity, std::string code, std::string message,
                                std::string hint) const {
  return document->finding_at_key(severity, std::move(code), std::move(message), pointer,
                                  std::move(hint));
}

Located root_of(const DocumentPtr& document) { return {&document->root(), "", document}; }

Located node_at(const Document& document, const std::string& pointer) {
  return below({&document.root(), ""}, pointer);
}

Located node_at(const DocumentPtr& document, const std::string& pointer) {
  return below(root_of(document), pointer);
}

Located below(const Located& node, const std::string& pointer) {
  const Json* value = node ? value_below(*node.value, pointer) : nullptr;
  if (value == nullptr) return {};
  return {value, node.pointer + pointer, node.document};
}

Located member_of(const Located& node, const std::string& name) {
  if (!node || !node.value->is_object()) return {};
  const auto found = node.value->find(name);
  if (found == node.value->end()) return {};
  return {&*found, pointer_append(node.pointer, name), node.document};
}

Located element_of(const Located& node, std::size_t index) {
  return {&(*node.value)[index], pointer_append(node.pointer, index), node.document};
}

std::string text_of(const Located& node, const std::string& name) {
  const Located value = member_of(node, name);
  return value && value.value->is_string() ? value.value->get<std::string>() : "";
}

bool bool_of(const Located& node, const std::string& name, bool otherwise) {
  const Located value = member_of(node, name);
  return value && value.value->is_boolean() ? value.value->get<bool>() : otherwise;
}

}  // namespace emulator
