#include "emulator/serve/body_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "emulator/text/utf8.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFileName = 1'024;

}  // namespace

bool BodyFolder::is_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestFileName || name.find('\0') != name.npos ||
      find_invalid_utf8(name) != name.npos)
    return false;
  while (true) {
    const std::string_view part = name.substr(0, name.find('/'));
    if (part.empty() || part == "." || part == "..") return false;
    if (part.size() == name.size()) return true;
    name.remove_prefix(part.size() + 1);
  }
}

BodyFilePtr BodyFolder::find(const std::string& name) {
  if (path_.empty() || !is_name(name)) return nullptr;
  const std::lock_guard lock(mutex_);
  return read(name);
}

// The real path, where it is a file inside the folder; else "".
std::string BodyFolder::path_of(const std::string& name) const {
  std::error_code error;
  const fs::path root = fs::canonical(path_, error);
  if (error) return {};
  const fs::path file = fs::canonical(root / name, error);
  if (error || !fs::is_regular_file(file, error)) return {};
  const auto [end, unused] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end == root.end() ? file.string() : std::string();
}

// Read again when it was saved since.
BodyFilePtr BodyFolder::read(const std::string& name) {
  const std::string path = path_of(name);
  struct stat status {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return nullptr;
  const Stamp stamp{status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size};
  if (static_cast<std::size_t>(stamp.size) > kMostOfOne) return nullptr;
  if (const auto known = read_.find(name); known != read_.end()) {
    if (known->second.stamp == stamp) return known->second.file;
    read_bytes_ -= size_in_bytes(*known->second.file);
    read_.erase(known);
  }
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(stamp.size), '\0');
  stream.read(bytes.data(), stamp.size);
  if (!stream) return nullptr;
  BodyFilePtr file = make_body_file(std::move(bytes));
  if (read_bytes_ + size_in_bytes(*file) > kMostRemembered) return file;
  read_bytes_ += size_in_bytes(*file);
  read_[name] = {file, stamp};
  return file;
}

std::set<std::string> BodyFolder::names() const {
  std::set<std::string> names;
  if (path_.empty()) return names;
  std::error_code error;
  const fs::path root(path_);
  for (fs::recursive_directory_iterator at(root, error), end;
       !error && at != end && names.size() < kMostListed; at.increment(error)) {
    std::string name = at->path().lexically_relative(root).string();
    // What is never served, as a link that leads out of the folder, is not there.
    if (!at->is_directory(error) && !path_of(name).empty()) names.insert(std::move(name));
  }
  return names;
}

}  // namespace emulator
