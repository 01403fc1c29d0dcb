#pragma once

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "emulator/model/schema.h"

// Schemas and values as JSON texts, complaints as one line each: what the tests of schemas share.

namespace emulator::schema_words {

using Texts = std::vector<std::string>;

inline DocumentPtr document(const std::string& json, Findings& findings) {
  const auto documents = read_documents("api.json", json, findings);
  REQUIRE(documents.size() == 1);
  return documents.front();
}

inline Schema compiled(const std::string& json, const std::string& pointer = "") {
  Findings findings;
  Schema schema(document(json, findings), pointer, findings);
  for (const auto& finding : findings.sorted()) FAIL_CHECK(to_text(finding));
  return schema;
}

/// Each error as "instance: message", the instance left out at the root.
inline Texts messages(const Schema& schema, const std::string& value) {
  Texts texts;
  for (const auto& error : schema.validate(Json::parse(value))) {
    texts.push_back((error.instance.empty() ? "" : error.instance + ": ") + error.message);
  }
  return texts;
}

inline Texts messages(const std::string& schema, const std::string& value) {
  return messages(compiled(schema), value);
}

inline bool allows(const std::string& schema, const std::string& value) {
  return messages(schema, value).empty();
}

/// What compiling complains about: "api.json:1:10: error: message [code] hint".
inline Texts complaints(const std::string& json, const std::string& pointer = "") {
  Findings findings;
  const Schema schema(document(json, findings), pointer, findings);
  Texts texts;
  for (const auto& finding : findings.sorted()) {
    texts.push_back(to_string(finding.place) + ": " + to_string(finding.severity) + ": " +
                    finding.message + " [" + finding.code + "]" +
                    (finding.hint.empty() ? "" : " " + finding.hint));
  }
  return texts;
}

}  // namespace emulator::schema_words
