#include "tests/model/schema_suite.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "emulator/model/schema_set.h"
#include "tests/support/project_dir.h"

namespace emulator::schema_suite {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInstalled = "/usr/share/json-schema-test-suite";
// Where the suite's schemas expect its folder `remotes`.
constexpr const char* kRemotes = "http://localhost:1234/";

Json json_of(const fs::path& file) {
  std::ifstream stream(file);
  return Json::parse(stream);
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Looks into files where a program would look into the network.
FindDocument remotes() {
  const fs::path folder = fs::path(kInstalled) / "remotes";
  std::map<std::string, DocumentPtr> documents;
  Findings findings;
  if (fs::exists(folder)) {
    for (const auto& file : files_below(folder)) {
      documents[kRemotes + fs::relative(file, folder).string()] =
          read_json_text(file.string(), json_of(file).dump(), findings);
    }
  }
  return [documents](const Document&, const std::string& uri) {
    const auto found = documents.find(uri);
    return found == documents.end() ? nullptr : found->second;
  };
}

void each_of_file(const fs::path& file, const std::string& name, Dialect dialect,
                  const FindDocument& find, const UseCase& use) {
  for (const auto& group : json_of(file)) {
    const std::string title = name + ": " + group.at("description").get<std::string>();
    CAPTURE(title);
    Findings findings;
    SchemaSet set(find, dialect);
    const Schema schema(set, read_json_text(file.string(), group.at("schema").dump(), findings), "",
                        findings);
    for (const auto& finding : findings.sorted()) {
      if (finding.severity == Severity::kError) FAIL_CHECK(to_text(finding));
    }
    use({title, schema, group.at("schema"), group.at("tests")});
  }
}

void each_below(const fs::path& folder, const std::string& prefix, Dialect dialect,
                const UseCase& use) {
  const auto find = remotes();
  for (const auto& file : files_below(folder)) {
    each_of_file(file, prefix + fs::relative(file, folder).string(), dialect, find, use);
  }
}

}  // namespace

void each_installed(const UseCase& use) {
  const fs::path tests = fs::path(kInstalled) / "tests";
  REQUIRE_MESSAGE(fs::exists(tests), "json-schema-test-suite is not installed: run scripts/setup");
  each_below(tests / "draft4", "draft4/", Dialect::kDraft4, use);
  each_below(tests / "draft6", "draft6/", Dialect::kDraft6, use);
  each_below(tests / "draft7", "draft7/", Dialect::kDraft7, use);
}

void each_of_ours(const UseCase& use) {
  each_below(fs::path(support::project_dir()) / "tests/model/schema_cases", "", Dialect::k202012,
             use);
}

}  // namespace emulator::schema_suite
