#include "emulator/text/document.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "emulator/text/ascii.h"
#include "emulator/text/place_index.h"
#include "emulator/text/source.h"
#include "emulator/text/utf8.h"

namespace emulator {
namespace {

bool has_ending(const std::string& name, std::string_view ending) {
  if (name.size() < ending.size()) return false;
  return std::equal(ending.begin(), ending.end(), name.end() - std::ptrdiff_t(ending.size()),
                    [](char a, char b) { return a == to_lower(b); });
}

/// False, with a finding, for what no reader can read.
bool is_readable(const Source& source, Findings& findings) {
  const std::size_t bad = find_invalid_utf8(source.content());
  if (bad == std::string_view::npos) return true;
  findings.add(source.finding(Severity::kError, "file.encoding",
                              "this byte does not belong to well-formed UTF-8", bad,
                              "save the file as UTF-8"));
  return false;
}

}  // namespace

Document::Document(std::string name, std::shared_ptr<const std::string> text,
                   std::shared_ptr<const Json> root, std::shared_ptr<const PlaceIndex> places)
    : name_(std::move(name)),
      text_(std::move(text)),
      root_(std::move(root)),
      places_(std::move(places)) {}

Document::Document(const Document& document, const Description& description, const Document* entry)
    : Document(document) {
  description_ = &description;
  entry_ = entry;
}

Place Document::place(std::string_view pointer) const {
  return places_->lines().place(name_, places_->find(*root_, pointer).at);
}

Place Document::key_place(std::string_view pointer) const {
  return places_->lines().place(name_, places_->find(*root_, pointer).key_at);
}

Finding Document::finding(Severity severity, std::string code, std::string message,
                          std::string_view pointer, std::string hint) const {
  return finding_at(severity, std::move(code), std::move(message), place(pointer), std::move(hint),
                    places_->lines());
}

Finding Document::finding_at_key(Severity severity, std::string code, std::string message,
                                 std::string_view pointer, std::string hint) const {
  return finding_at(severity, std::move(code), std::move(message), key_place(pointer),
                    std::move(hint), places_->lines());
}

std::vector<DocumentPtr> read_documents(std::string name, std::string text, Findings& findings) {
  const Source source(std::move(name), std::make_shared<const std::string>(std::move(text)));
  if (!is_readable(source, findings)) return {};
  if (is_page(source.name())) return read_markdown(source, findings);
  const bool json = has_ending(source.name(), ".json");
  DocumentPtr document = json ? read_json(source, findings) : read_yaml(source, findings);
  if (!document) return {};
  return {std::move(document)};
}

bool is_page(const std::string& name) {
  return has_ending(name, ".md") || has_ending(name, ".mdx") || has_ending(name, ".markdown");
}

DocumentPtr read_json_text(std::string name, std::string text, Findings& findings) {
  const Source source(std::move(name), std::make_shared<const std::string>(std::move(text)));
  return is_readable(source, findings) ? read_json(source, findings) : nullptr;
}

std::string pointer_append(std::string_view pointer, std::string_view token) {
  std::string result(pointer);
  result += '/';
  for (const char c : token) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

std::string pointer_append(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + '/' + std::to_string(index);
}

}  // namespace emulator
