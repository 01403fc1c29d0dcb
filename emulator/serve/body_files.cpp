#include "emulator/serve/body_files.h"

namespace emulator {

BodyFilePtr BodyFiles::find(const std::string& given) const {
  const std::string name = given.starts_with('/') ? given.substr(1) : given;
  const auto own = own_.find(name);
  return own ? *own : find_below(name);
}

BodyFilePtr BodyFiles::find_below(const std::string& name) const {
  if (const auto known = common_ ? common_->find(name) : std::nullopt) return *known;
  return folder_.find(name);
}

std::vector<std::string> BodyFiles::names() const {
  std::set<std::string> names = folder_.names();
  if (common_) common_->cover(names);
  own_.cover(names);
  return {names.begin(), names.end()};
}

bool BodyFiles::put(const std::string& name, std::string bytes) {
  return own_.put(name, make_body_file(std::move(bytes)));
}

BodyFiles::Removal BodyFiles::remove(const std::string& name) {
  if (!find(name)) return Removal::kNoneSuch;
  if (find_below(name)) return own_.put(name, nullptr) ? Removal::kDone : Removal::kNoRoom;
  own_.uncover(name);
  return Removal::kDone;
}

}  // namespace emulator
