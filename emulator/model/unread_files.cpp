#include "emulator/model/unread_files.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "emulator/text/ascii.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEndings[] = {".yaml", ".yml", ".json"};
// Where other options find what they read.
constexpr std::string_view kOtherFolders[] = {"mappings", "__files", "openapi"};

bool ends_as_fixture(std::string_view name) {
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_hidden(const std::string& name) { return name.starts_with('.'); }

// An editor that saves texts adds .txt to any name.
bool looks_like_fixture(const std::string& name) {
  std::string_view begin = name;
  const std::string lower = in_lower_case(name);
  if (lower.ends_with(".txt")) begin.remove_suffix(4);
  return !ends_as_fixture(name) && ends_as_fixture(in_lower_case(begin));
}

bool has_fixtures(const fs::path& folder) {
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (!is_hidden(name) && ends_as_fixture(name) && at->is_regular_file(failed)) return true;
  }
  return false;
}

Finding warning(const fs::path& path, std::string message, std::string hint) {
  return {Severity::kWarning,    "fixture.not-read", std::move(message),
          {path.string(), 0, 0}, std::move(hint),    ""};
}

void look_at(const fs::directory_entry& entry, const std::string& folder, bool with_folders,
             Findings& findings) {
  const fs::path& path = entry.path();
  const std::string name = path.filename().string();
  std::error_code failed;
  if (is_hidden(name)) return;
  if (entry.is_regular_file(failed) && looks_like_fixture(name)) {
    findings.add(warning(path, "this file is not read",
                         "fixtures are files that end in .yaml, .yml or .json, in small letters; "
                         "rename it, or move it elsewhere"));
  } else if (with_folders && entry.is_directory(failed) && has_fixtures(path) &&
             std::find(std::begin(kOtherFolders), std::end(kOtherFolders), name) ==
                 std::end(kOtherFolders)) {
    findings.add(warning(path, "the files of this folder are not read",
                         "fixtures are the files that end in .yaml, .yml or .json directly in " +
                             in_quotes(folder) + "; move them there, or the folder elsewhere"));
  }
}

}  // namespace

void tell_unread_fixtures(const std::string& folder, bool with_folders, Findings& findings) {
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
    look_at(*at, folder, with_folders, findings);
}

}  // namespace emulator
