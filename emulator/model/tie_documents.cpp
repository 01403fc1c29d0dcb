#include "emulator/model/tie_documents.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/located.h"

namespace emulator {
namespace {

bool says_openapi(const Document& document) {
  const Json& root = document.root();
  return root.is_object() && (root.contains("openapi") || root.contains("swagger"));
}

class Tying {
 public:
  Tying(ReferencedFiles& files, std::vector<std::string>& referenced)
      : files_(files), referenced_(referenced) {}

  // The same documents in the same order, tied.
  std::vector<DocumentPtr> tied(const std::vector<DocumentPtr>& documents) {
    std::vector<DocumentPtr> pages, out;
    std::copy_if(documents.begin(), documents.end(), std::back_inserter(pages),
                 [](const DocumentPtr& document) { return is_page(document->name()); });
    if (!pages.empty()) pages = described(pages, true);
    auto page = pages.begin();
    for (const DocumentPtr& document : documents) {
      const bool one = is_page(document->name());
      out.push_back(one ? *page++ : described({document}, false).front());
    }
    return out;
  }

  bool refers_to(const Document& document) const { return names_.count(document.name()) > 0; }

 private:
  std::vector<DocumentPtr> described(const std::vector<DocumentPtr>& entries, bool pages) {
    const auto description = describe(entries, pages, files_);
    for (const std::string& file : description->files()) {
      if (names_.insert(file).second) referenced_.push_back(file);
    }
    return description->entries();
  }

  ReferencedFiles& files_;
  std::vector<std::string>& referenced_;
  std::set<std::string> names_;
};

}  // namespace

std::vector<DocumentPtr> tie_documents(const std::vector<DocumentPtr>& documents,
                                       ReferencedFiles& files, Findings& findings,
                                       std::vector<std::string>& referenced) {
  std::vector<DocumentPtr> entries, others;
  for (const DocumentPtr& document : documents)
    (says_openapi(*document) ? entries : others).push_back(document);
  if (entries.empty()) return documents;
  Tying tying(files, referenced);
  entries = tying.tied(entries);
  const auto only_parts = [&](const DocumentPtr& document) {
    return tying.refers_to(*document) && !document->root().contains("paths");
  };
  entries.erase(std::remove_if(entries.begin(), entries.end(), only_parts), entries.end());
  for (const DocumentPtr& document : others) {
    if (tying.refers_to(*document)) continue;
    findings.add(
        document->finding(Severity::kWarning, "file.not-openapi",
                          "this is no OpenAPI document, and none refers to it: it is left out", "",
                          "add `openapi: 3.0.3` if it is one, or keep it elsewhere"));
  }
  return entries;
}

}  // namespace emulator
