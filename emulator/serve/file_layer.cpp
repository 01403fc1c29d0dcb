#include "emulator/serve/file_layer.h"

namespace emulator {
namespace {

std::size_t bytes_taken(const BodyFilePtr& file) { return file ? size_in_bytes(*file) : 0; }

}  // namespace

bool FileRoom::exchange(std::size_t names_before, std::size_t bytes_before, std::size_t names,
                        std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  const std::size_t names_then = names_ - names_before + names;
  const std::size_t bytes_then = bytes_ - bytes_before + bytes;
  const bool grows = names > names_before || bytes > bytes_before;
  if (grows && (names_then > kMostNames || bytes_then > most_bytes_)) return false;
  names_ = names_then;
  bytes_ = bytes_then;
  return true;
}

std::optional<BodyFilePtr> FileLayer::find(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto known = files_.find(name);
  return known == files_.end() ? std::nullopt : std::optional(known->second);
}

bool FileLayer::put(const std::string& name, BodyFilePtr file) {
  const std::lock_guard lock(mutex_);
  const auto known = files_.find(name);
  const bool is_new = known == files_.end();
  if (!room_->exchange(is_new ? 0 : 1, is_new ? 0 : bytes_taken(known->second), 1,
                       bytes_taken(file)))
    return false;
  files_.insert_or_assign(name, std::move(file));
  return true;
}

void FileLayer::uncover(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto known = files_.find(name);
  if (known == files_.end()) return;
  room_->exchange(1, bytes_taken(known->second), 0, 0);
  files_.erase(known);
}

void FileLayer::clear() {
  const std::lock_guard lock(mutex_);
  std::size_t bytes = 0;
  for (const auto& [name, file] : files_) bytes += bytes_taken(file);
  room_->exchange(files_.size(), bytes, 0, 0);
  files_.clear();
}

void FileLayer::cover(std::set<std::string>& names) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, file] : files_) {
    if (file) {
      names.insert(name);
    } else {
      names.erase(name);
    }
  }
}

}  // namespace emulator
