#include "emulator/model/loading.h"

#include <algorithm>
#include <filesystem>

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

bool leads_out(const fs::path& folder, const fs::path& file) {
  std::error_code failed;
  const fs::path inside = fs::canonical(folder, failed);
  const fs::path target = fs::canonical(file, failed);
  if (failed) return true;
  return std::mismatch(inside.begin(), inside.end(), target.begin(), target.end()).first !=
         inside.end();
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
    if (leads_out(folder, path)) {
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

}  // namespace

std::vector<DocumentPtr> read_path(const std::string& path, FileKind kind, Findings& findings) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return read_document_file(path, findings);
  std::vector<DocumentPtr> documents;
  for (const fs::path& file : files_in(path, kind, findings)) {
    for (DocumentPtr& document : read_document_file(file.string(), findings))
      documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace emulator
