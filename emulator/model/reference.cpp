#include "emulator/model/reference.h"

#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/target.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// "#/components/parameters/a~1b%20c" as a JSON Pointer; a URI fragment may be percent-encoded.
std::optional<std::string> pointer_of(const std::string& reference) {
  if (reference.empty() || reference.front() != '#') return std::nullopt;
  auto pointer = percent_decode(std::string_view(reference).substr(1));
  if (!pointer || (!pointer->empty() && pointer->front() != '/')) return std::nullopt;
  return pointer;
}

}  // namespace

Located resolve(Located node, Findings& findings) {
  std::set<std::string> seen;
  while (const Located reference = member_of(node, "$ref")) {
    if (!reference.value->is_string()) break;
    const auto& text = reference.value->get_ref<const std::string&>();
    const auto refuse = [&](std::string code, std::string message, std::string hint) {
      findings.add(reference.finding(Severity::kError, std::move(code), std::move(message),
                                     std::move(hint)));
      return Located{};
    };
    if (!seen.insert(node.pointer).second) {
      return refuse("reference.circle",
                    "the reference " + in_quotes(text) + " leads back to itself",
                    "point one of the references to a value");
    }
    const auto pointer = pointer_of(text);
    if (!pointer) {
      return refuse("reference.unsupported",
                    "the reference " + in_quotes(text) + " does not point into this document",
                    "write it as '#/components/…' and put its target into this file");
    }
    node = node_at(node.document, *pointer);
    if (!node) {
      return refuse("reference.nowhere", "the reference " + in_quotes(text) + " leads nowhere",
                    "define it, or correct the reference");
    }
  }
  return node;
}

}  // namespace emulator
