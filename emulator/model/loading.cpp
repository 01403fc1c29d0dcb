#include "emulator/model/loading.h"

#include <algorithm>
#include <filesystem>

#include "emulator/model/fixtures.h"
#include "emulator/model/folder_files.h"
#include "emulator/model/tie_documents.h"
#include "emulator/model/unread_files.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> endings_of(FileKind kind) {
  if (kind == FileKind::kFixtures) return {".yaml", ".yml", ".json"};
  return {".yaml", ".yml", ".json", ".md", ".mdx", ".markdown"};
}

void error(const std::string& path, std::string code, std::string message, std::string hint,
           Findings& findings) {
  findings.add(
      {Severity::kError, std::move(code), std::move(message), {path, 0, 0}, std::move(hint), ""});
}

std::vector<fs::path> files_in(const std::string& folder, FileKind kind, Findings& findings) {
  const auto endings = endings_of(kind);
  std::vector<fs::path> files;
  std::vector<std::string> folders;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const fs::path& path = at->path();
    if (path.filename().string().front() == '.') continue;
    if (at->is_directory(failed)) folders.push_back(in_quotes(path.filename().string()));
    if (std::find(endings.begin(), endings.end(), path.extension().string()) == endings.end())
      continue;
    if (at->is_symlink(failed) && !at->exists(failed)) {
      error(path.string(), "file.broken-link", "this link leads nowhere",
            "correct it, or remove it", findings);
    }
    if (!at->is_regular_file(failed)) continue;
    if (!is_inside(folder, path.string())) {
      error(path.string(), "file.outside", "this link leads out of the folder",
            "copy the file into the folder", findings);
    } else {
      files.push_back(path);
    }
  }
  if (failed) {
    error(folder, "file.unreadable", "the folder cannot be read: " + failed.message(),
          "check its permissions", findings);
  } else if (files.empty()) {
    std::sort(folders.begin(), folders.end());
    error(folder, "file.none", "the folder has no file that ends in " + listed(endings, "or"),
          folders.empty() ? "name another folder"
                          : "name one of its folders: " + listed(folders, "or"),
          findings);
  }
  std::sort(files.begin(), files.end());
  return files;
}

// An empty one adds nothing, and keeps nothing from being served.
std::vector<DocumentPtr> read_fixture_file(const std::string& path, Findings& findings) {
  Findings found;
  auto documents = read_document_file(path, found);
  for (Finding& finding : found.sorted()) {
    const bool is_empty = finding.code == "yaml.empty" || finding.code == "json.empty";
    findings.add(is_empty ? nothing_in_fixtures(std::move(finding)) : std::move(finding));
  }
  return documents;
}

std::vector<DocumentPtr> read_file(const std::string& path, FileKind kind, Findings& findings) {
  return kind == FileKind::kFixtures ? read_fixture_file(path, findings)
                                     : read_document_file(path, findings);
}

// A page without a document is a mistake only where there is no other.
void excuse_pages(const Findings& found, bool others, Findings& findings) {
  for (Finding& finding : found.sorted()) {
    if (others && finding.code == "page.no-document") finding.severity = Severity::kWarning;
    findings.add(std::move(finding));
  }
}

}  // namespace

std::vector<DocumentPtr> read_path(const std::string& path, FileKind kind, Findings& findings) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return read_file(path, kind, findings);
  std::vector<DocumentPtr> documents;
  const auto files = files_in(path, kind, findings);
  if (kind == FileKind::kFixtures) tell_unread_fixtures(path, !files.empty(), findings);
  for (const fs::path& file : files) {
    for (DocumentPtr& document : read_file(file.string(), kind, findings))
      documents.push_back(std::move(document));
  }
  return documents;
}

std::vector<DocumentPtr> read_openapi(const std::string& path, Findings& findings,
                                      std::vector<std::string>& referenced) {
  std::error_code failed;
  const bool folder = fs::is_directory(path, failed);
  Findings found;
  const auto documents = read_path(path, FileKind::kDocuments, found);
  excuse_pages(found, folder && !documents.empty(), findings);
  FolderFiles files(folder ? path : fs::path(path).parent_path().string());
  return tie_documents(documents, files, findings, referenced);
}

}  // namespace emulator
