#include "emulator/testing/record_key.h"

#include <nlohmann/json.hpp>

#include "emulator/text/ascii.h"

namespace emulator::testing {

std::string key_of(const Model& model, const std::string& collection, const Json& record) {
  const auto found = model.fixtures.collections.find(collection);
  if (found == model.fixtures.collections.end()) return {};
  std::string key;
  const Record fields{&record, nullptr, {}};
  for (const std::string& name : found->second->keys().front()) {
    const auto value = fields.field(name);
    if (!value) return {};
    key += (key.empty() ? "" : ",") + *value;
  }
  return key;
}

std::string escaped(const std::string& text) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~' || c == ',') {
      out += c;
    } else {
      (out += '%') += {kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

}  // namespace emulator::testing
