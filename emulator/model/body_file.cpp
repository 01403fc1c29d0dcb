#include "emulator/model/body_file.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/text/shallow_json.h"

namespace emulator {

BodyFilePtr make_body_file(std::string bytes) {
  auto file = std::make_shared<BodyFile>();
  Json content = shallow_json(bytes);
  if (!content.is_discarded()) file->content = std::make_shared<const Json>(std::move(content));
  file->bytes = std::make_shared<const std::string>(std::move(bytes));
  return file;
}

std::size_t size_in_bytes(const BodyFile& file) {
  return file.bytes->size() + (file.content ? size_in_bytes(*file.content) : 0);
}

}  // namespace emulator
