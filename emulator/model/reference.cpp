#include "emulator/model/reference.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "emulator/model/reference_text.h"
#include "emulator/text/description.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// One reference that is being followed.
class Step {
 public:
  Step(const Located& reference, const std::string& text, Findings& findings)
      : reference_(reference), text_(text), findings_(findings) {}

  Located target() const {
    const ReferenceText parsed = split_reference(text_);
    const DocumentPtr document =
        parsed.file.empty() ? reference_.document : document_of(parsed.file);
    if (!document) return {};
    if (!parsed.pointer) {
      return refused("reference.unsupported", "is no JSON Pointer",
                     "write it as '#/components/…', or as FILE#/…");
    }
    Located found = node_at(document, *parsed.pointer);
    if (!found && parsed.file.empty()) found = lent_component(document, *parsed.pointer);
    if (!found)
      refused("reference.nowhere", "leads nowhere", "define it, or correct the reference");
    return found;
  }

  Located refused(std::string code, std::string_view message, std::string hint) const {
    findings_.add(reference_.finding(
        Severity::kError, std::move(code),
        "the reference " + in_quotes(text_) + " " + std::string(message), std::move(hint)));
    return {};
  }

 private:
  // Nothing that can be used: nullptr, and the finding is added.
  DocumentPtr document_of(const std::string& file) const {
    const Document& from = *reference_.document;
    const Description* description = from.description();
    const Description::Link* link =
        description == nullptr ? nullptr : description->link(from, file);
    if (link == nullptr) {
      refused("reference.unsupported", "does not point into this document",
              "write it as '#/components/…' and put its target into this file");
      return nullptr;
    }
    // One owner for all documents of a Description.
    if (link->document != nullptr) return {reference_.document, link->document};
    for (const Finding& finding : link->findings) findings_.add(finding);
    refused(link->code, link->message, link->hint);
    return nullptr;
  }

  const Located& reference_;
  const std::string& text_;
  Findings& findings_;
};

// ", over a.yaml:3:5 and a.yaml:4:5": the further references of a circle.
std::string over(const std::vector<Located>& circle) {
  std::vector<std::string> places;
  for (std::size_t i = 1; i < circle.size(); ++i) places.push_back(to_string(circle[i].place()));
  return places.empty() ? "" : ", over " + listed(places, "and");
}

}  // namespace

DocumentPtr referenced_document(const Document& from, const std::string& file) {
  const Description* description = from.description();
  const auto* link = description == nullptr ? nullptr : description->link(from, file);
  return link == nullptr || link->document == nullptr ? nullptr
                                                      : description->shared(*link->document);
}

Located lent_component(const DocumentPtr& from, const std::string& pointer) {
  if (from->description() == nullptr || !pointer.starts_with("/components/")) return {};
  for (const Document* lender : from->description()->lenders(*from)) {
    if (Located found = node_at(DocumentPtr(from, lender), pointer)) return found;
  }
  return {};
}

Located follow(const Located& reference, const std::string& text, Findings& findings) {
  return Step(reference, text, findings).target();
}

Located resolve(Located node, Findings& findings) {
  std::vector<Located> seen;  // the references that were followed
  while (const Located reference = member_of(node, "$ref")) {
    if (!reference.value->is_string()) break;
    const auto& text = reference.value->get_ref<const std::string&>();
    const Step step(reference, text, findings);
    const auto same = [&](const Located& known) { return known.value == reference.value; };
    if (std::any_of(seen.begin(), seen.end(), same)) {
      return step.refused("reference.circle", "leads back to itself" + over(seen),
                          "point one of the references to a value");
    }
    seen.push_back(reference);
    node = step.target();
  }
  return node;
}

}  // namespace emulator
