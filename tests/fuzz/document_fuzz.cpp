#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>

#include "emulator/decide/decide.h"
#include "emulator/model/lint.h"
#include "emulator/model/message.h"
#include "emulator/model/model.h"
#include "emulator/model/tie_documents.h"

using namespace emulator;

namespace {

constexpr std::size_t kCallsAtMost = 8;

void hold_to(bool holds) {
  if (!holds) std::abort();
}

/// No file but the one.
class NoFiles : public ReferencedFiles {
 public:
  std::string id_of(const Document& entry) const override { return entry.name(); }
  Opened open(const Document&, const std::string& path) override {
    Opened opened{path, path, {}};
    opened.link.code = "reference.no-file";
    opened.link.message = "leads to no file";
    return opened;
  }
};

/// What the bytes look like: JSON, a page, else YAML.
const char* name_for(std::string_view text) {
  if (text.substr(0, 1) == "{") return "api.json";
  return text.substr(0, 1) == "#" ? "page.md" : "api.yaml";
}

struct Loaded {
  ModelPtr model;
  std::string told;
};

Loaded load(std::string_view text) {
  Findings findings;
  NoFiles files;
  std::vector<std::string> referenced;
  auto documents = read_documents(name_for(text), std::string(text), findings);
  documents = tie_documents(documents, files, findings, referenced);
  Loaded out{load_model(std::move(documents), {}, RuleSettings{}, findings), ""};
  hold_to(out.model || findings.has_errors());
  if (out.model) lint(*out.model, findings);
  for (const Finding& finding : findings.sorted()) out.told += to_text(finding) + '\n';
  return out;
}

/// Calls every operation by its path as it is written.
void call_each(const ModelPtr& model) {
  const World world(model, AnswerSettings{}, 1);
  for (std::size_t i = 0; i < std::min(model->operations.size(), kCallsAtMost); ++i) {
    const Operation& operation = model->operations[i];
    const Decision decision = decide(world, make_request(operation.method, operation.path));
    hold_to(decision.response.status >= 100 && decision.response.status <= 599);
  }
}

}  // namespace

/// No bytes crash the readers, the loader or an answer of what was loaded; the same bytes load the same, and what does
/// not load has an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Loaded once = load(text);
  // Again for some of them, as that takes as long as all the rest.
  if (std::hash<std::string_view>()(text) % 8 == 0) hold_to(once.told == load(text).told);
  if (once.model) call_each(once.model);
  return 0;
}
