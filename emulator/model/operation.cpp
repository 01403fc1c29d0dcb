#include "emulator/model/operation.h"

#include "emulator/model/media_type.h"

namespace emulator {

ContentBody Content::body() const {
  if (!examples.empty()) return examples.front().body;
  if (example || !generated) return example;
  return generated->text();
}

const NamedExample* Content::example_named(std::string_view name) const {
  for (const NamedExample& known : examples) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

const Content* content_for(const std::vector<Content>& contents, std::string_view media_type) {
  const Content* best = nullptr;
  int of_best = 0;
  for (const Content& content : contents) {
    const int close = closeness_of(essence_of(content.media_type), essence_of(media_type));
    if (close <= of_best) continue;
    best = &content;
    of_best = close;
  }
  return best;
}

const DocumentedResponse* Operation::response_with_key(std::string_view key) const {
  for (const DocumentedResponse& response : responses) {
    if (equal_ignoring_case(response.key, key)) return &response;
  }
  return nullptr;
}

const DocumentedResponse* Operation::response_for(int status) const {
  const std::string exact = std::to_string(status);
  for (const std::string& key : {exact, exact.substr(0, 1) + "XX", std::string("default")}) {
    if (const DocumentedResponse* response = response_with_key(key)) return response;
  }
  return nullptr;
}

}  // namespace emulator
