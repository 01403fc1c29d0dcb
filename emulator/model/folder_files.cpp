#include "emulator/model/folder_files.h"

#include <algorithm>
#include <filesystem>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

bool begins_with(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
         folder.end();
}

// "" and "a/" as folders that a path can begin with.
fs::path plain(const std::string& folder) {
  const fs::path path = fs::path(folder.empty() ? "." : folder).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

// As it is written, without asking for files: what leads out that way is not even looked for.
bool is_written_inside(const fs::path& folder, const fs::path& file) {
  std::error_code failed;
  return begins_with(fs::absolute(file, failed).lexically_normal(),
                     plain(fs::absolute(folder, failed).string()));
}

std::string canonical(const std::string& path) {
  std::error_code failed;
  const fs::path found = fs::canonical(path, failed);
  return failed ? "" : found.string();
}

}  // namespace

bool is_inside(const std::string& folder, const std::string& file) {
  const std::string inside = canonical(folder), target = canonical(file);
  return !inside.empty() && !target.empty() && begins_with(target, inside);
}

FolderFiles::FolderFiles(const std::string& folder) : folder_(plain(folder).string()) {}

std::string FolderFiles::id_of(const Document& entry) const { return canonical(entry.name()); }

ReferencedFiles::Opened FolderFiles::open(const Document& from, const std::string& path) {
  const std::string name = (fs::path(from.name()).parent_path() / path).lexically_normal().string();
  std::string id = is_written_inside(folder_, name) ? canonical(name) : "";
  const bool lost = id.empty() && is_written_inside(folder_, name);
  if (lost) {
    Opened opened{name, name, {}};
    opened.link.code = "reference.no-file";
    opened.link.message = "leads to no file: there is no " + in_quotes(name);
    opened.link.hint = "create it, or correct the reference";
    return opened;
  }
  if (id.empty() || !is_inside(folder_, name)) {
    Opened opened;
    opened.link.code = "reference.outside";
    opened.link.message = "leads out of the folder " + in_quotes(folder_);
    opened.link.hint = "copy what it leads to into the folder: nothing outside is read";
    return opened;
  }
  if (const auto known = opened_.find(id); known != opened_.end()) return known->second;
  return opened_.emplace(id, read(id, name)).first->second;
}

ReferencedFiles::Opened FolderFiles::read(const std::string& id, const std::string& name) const {
  Opened opened{id, name, {}};
  Findings findings;
  const auto documents = read_document_file(name, findings);
  opened.link.findings = findings.sorted();
  if (!documents.empty()) {
    opened.document = documents.front();
  } else {
    opened.link.code = "reference.unreadable";
    opened.link.message = "leads to a file that cannot be read";
    opened.link.hint = "correct that file";
  }
  return opened;
}

}  // namespace emulator
