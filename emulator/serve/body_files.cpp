#include "emulator/serve/body_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/json_value.h"
#include "emulator/text/shallow_json.h"
#include "emulator/text/utf8.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFileName = 1'024;

BodyFilePtr body_file(std::string bytes) {
  auto file = std::make_shared<BodyFile>();
  Json content = shallow_json(bytes);
  if (!content.is_discarded()) file->content = std::make_shared<const Json>(std::move(content));
  file->bytes = std::make_shared<const std::string>(std::move(bytes));
  return file;
}

std::size_t size_of(const BodyFilePtr& file) {
  if (!file) return 0;
  return file->bytes->size() + (file->content ? size_in_bytes(*file->content) : 0);
}

}  // namespace

bool BodyFiles::is_name(std::string_view name) {
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

BodyFilePtr BodyFiles::find(const std::string& given) {
  const std::string name = given.starts_with('/') ? given.substr(1) : given;
  const std::lock_guard lock(mutex_);
  const auto known = put_.find(name);
  if (known != put_.end()) return known->second;
  return folder_.empty() || !is_name(name) ? nullptr : read(name);
}

// The real path, where it is a file inside the folder; else "".
std::string BodyFiles::path_of(const std::string& name) const {
  std::error_code error;
  const fs::path root = fs::canonical(folder_, error);
  if (error) return {};
  const fs::path file = fs::canonical(root / name, error);
  if (error || !fs::is_regular_file(file, error)) return {};
  const auto [end, unused] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end == root.end() ? file.string() : std::string();
}

// Read again when it was saved since.
BodyFilePtr BodyFiles::read(const std::string& name) {
  const std::string path = path_of(name);
  struct stat status {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return nullptr;
  const Stamp stamp{status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size};
  if (static_cast<std::size_t>(stamp.size) > kMostOfOne) return nullptr;
  if (const auto known = read_.find(name); known != read_.end()) {
    if (known->second.stamp == stamp) return known->second.file;
    read_bytes_ -= size_of(known->second.file);
    read_.erase(known);
  }
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(stamp.size), '\0');
  stream.read(bytes.data(), stamp.size);
  if (!stream) return nullptr;
  BodyFilePtr file = body_file(std::move(bytes));
  if (read_bytes_ + size_of(file) > kMostOfAll) return file;
  read_bytes_ += size_of(file);
  read_[name] = {file, stamp};
  return file;
}

std::vector<std::string> BodyFiles::names() const {
  std::set<std::string> names;
  std::error_code error;
  const fs::path root(folder_);
  for (fs::recursive_directory_iterator at(root, error), end;
       !folder_.empty() && !error && at != end && names.size() < kMostNames; at.increment(error)) {
    std::string name = at->path().lexically_relative(root).string();
    // What is never served, as a link that leads out of the folder, is not there.
    if (!at->is_directory(error) && !path_of(name).empty()) names.insert(std::move(name));
  }
  const std::lock_guard lock(mutex_);
  for (const auto& [name, file] : put_) {
    if (file) {
      names.insert(name);
    } else {
      names.erase(name);
    }
  }
  return {names.begin(), names.end()};
}

bool BodyFiles::put(const std::string& name, std::string bytes) {
  BodyFilePtr file = body_file(std::move(bytes));
  const std::lock_guard lock(mutex_);
  const auto known = put_.find(name);
  const std::size_t before = known == put_.end() ? 0 : size_of(known->second);
  if (put_bytes_ - before + size_of(file) > kMostOfAll) return false;
  if (known == put_.end() && put_.size() >= kMostNames) return false;
  put_bytes_ += size_of(file) - before;
  put_[name] = std::move(file);
  return true;
}

bool BodyFiles::remove(const std::string& name) {
  if (!find(name)) return false;
  const std::lock_guard lock(mutex_);
  const auto known = put_.find(name);
  if (known != put_.end()) {
    put_bytes_ -= size_of(known->second);
    put_.erase(known);
  }
  if (!folder_.empty() && !path_of(name).empty() && put_.size() < kMostNames) put_[name] = nullptr;
  return true;
}

}  // namespace emulator
