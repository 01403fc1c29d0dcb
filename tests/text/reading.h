#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "emulator/text/document.h"

namespace emulator::tests {

/// What reading a text said, as a person sees it; nothing: "".
inline std::string said_about(const std::string& name, std::string text) {
  Findings findings;
  read_documents(name, std::move(text), findings);
  std::string said;
  for (const Finding& finding : findings.sorted()) {
    if (!said.empty()) said += '\n';
    said += to_text(finding);
  }
  return said;
}

/// The one document of a text that has no mistakes; else the test fails with what was said.
inline DocumentPtr read_one(const std::string& name, std::string text) {
  Findings findings;
  const auto documents = read_documents(name, std::move(text), findings);
  if (documents.size() == 1 && findings.empty()) return documents[0];
  throw LoadError(findings);
}

inline std::string as_json(const std::string& name, std::string text) {
  return read_one(name, std::move(text))->root().dump();
}

inline std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace emulator::tests
