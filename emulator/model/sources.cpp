#include "emulator/model/sources.h"

#include "emulator/model/embedded.h"
#include "emulator/model/loading.h"

namespace emulator {
namespace {

void append(std::vector<DocumentPtr>& to, std::vector<DocumentPtr> more) {
  for (DocumentPtr& document : more) to.push_back(std::move(document));
}

Sources built_in(Findings& findings) {
  Sources sources;
  for (const EmbeddedFile& file : embedded_files()) {
    const bool fixture = file.name.substr(0, 9) == "fixtures/";
    append(fixture ? sources.fixtures : sources.documents,
           read_documents(std::string(file.name), std::string(file.content), findings));
  }
  return sources;
}

}  // namespace

Sources read_sources(const SourcePaths& paths, Findings& findings) {
  if (paths.built_in()) return built_in(findings);
  Sources sources;
  for (const std::string& path : paths.openapi)
    append(sources.documents, read_openapi(path, findings, sources.referenced));
  if (!paths.fixtures.empty())
    append(sources.fixtures, read_path(paths.fixtures, FileKind::kFixtures, findings));
  return sources;
}

ModelPtr load_paths(const SourcePaths& paths, const RuleSettings& settings, Findings& findings,
                    std::vector<std::string>& referenced) {
  Sources sources = read_sources(paths, findings);
  referenced = std::move(sources.referenced);
  return load_model(std::move(sources.documents), sources.fixtures, settings, findings);
}

}  // namespace emulator
