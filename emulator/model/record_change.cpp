#include "emulator/model/record_change.h"

#include <nlohmann/json.hpp>

#include "emulator/model/collection.h"

namespace emulator {

std::string address_of(const Collection& collection, const Json& value) {
  const Record record{&value, nullptr, ""};
  for (const auto& key : collection.keys()) {
    std::string address;
    std::size_t given = 0;
    for (const std::string& field : key) {
      const auto part = record.field(field);
      if (!part) break;
      address += (given++ == 0 ? "" : ",") + *part;
    }
    if (given == key.size()) return address;
  }
  return {};
}

}  // namespace emulator
