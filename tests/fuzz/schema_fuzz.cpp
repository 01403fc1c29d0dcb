#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "emulator/model/sample.h"
#include "emulator/text/document.h"

// An input is a schema and a value, as two JSON texts with a line end between them. Before the schema a digit may say
// its dialect.

using namespace emulator;

namespace {

struct Input {
  Dialect dialect = Dialect::k202012;
  Json schema;
  Json value;
};

void demand(bool holds) {
  if (!holds) std::abort();
}

Json json_of(std::string_view text) { return Json::parse(text, nullptr, false); }

Input input_of(std::string_view bytes) {
  Input input;
  if (!bytes.empty() && bytes[0] >= '0' && bytes[0] <= '4') {
    input.dialect = static_cast<Dialect>(bytes[0] - '0');
    bytes.remove_prefix(1);
  }
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  input.schema = json_of(bytes.substr(0, end));
  input.value = json_of(bytes.substr(std::min(end + 1, bytes.size())));
  return input;
}

/// The verdict is one, however it is asked for, and each complaint has its places.
void judge(const Schema& schema, const Json& value) {
  const auto errors = schema.validate(value);
  demand(errors.empty() == schema.allows(value));
  demand(errors.size() <= Schema::kMaxErrors);
  for (const auto& error : errors) {
    demand(!error.message.empty());
    demand(value.contains(Json::json_pointer(error.instance)) || error.instance.empty());
  }
  for (const auto& pointer : schema.unknown_members(value))
    demand(value.contains(Json::json_pointer(pointer)));
}

/// What is made satisfies the schema, and is made again of the same seed.
void make(const Schema& schema) {
  for (const std::uint64_t seed : {0, 7}) {
    const Sample sample = sample_of(schema, {seed});
    if (!sample.value) {
      demand(!sample.reason.empty());
      continue;
    }
    demand(schema.validate(*sample.value).empty());
    const Sample again = sample_of(schema, {seed});
    demand(again.value && *again.value == *sample.value);
  }
}

}  // namespace

/// No schema and no value crashes anything or takes for ever.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Input input = input_of({reinterpret_cast<const char*>(data), size});
  if (input.schema.is_discarded()) return 0;
  std::vector<SchemaError> mistakes;
  const auto schema = Schema::from_json(input.schema, input.dialect, mistakes);
  demand(schema.has_value() == mistakes.empty());
  if (!schema) return 0;
  if (!input.value.is_discarded()) judge(*schema, input.value);
  make(*schema);
  return 0;
}
