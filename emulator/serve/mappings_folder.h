#pragma once

#include <functional>
#include <string>

#include "emulator/decide/stub_set.h"
#include "emulator/model/body_file.h"
#include "emulator/text/finding.h"

namespace emulator {

/// A folder as WireMock keeps one: stub mappings in `mappings` (.json files, also in folders below; a
/// stub mapping each, or {"mappings": [...]}), bodies in `__files`. It is only read.
class MappingsFolder {
 public:
  /// path  of the folder that holds the two; "": there is none
  explicit MappingsFolder(std::string path = {}) : path_(std::move(path)) {}

  bool exists() const { return !path_.empty(); }
  std::string files() const { return exists() ? path_ + "/__files" : std::string(); }
  std::string mappings() const { return exists() ? path_ + "/mappings" : std::string(); }

  using Check =
      std::function<void(const Stub& stub, const BodyFilePtr& file, const PatternSite& site)>;
  /// The stubs of all files: a file later by name is more recent, in a list the first is the most
  /// recent. One that has no id gets one that is the same at each start. Mistakes are findings at their
  /// places, a bodyFileName that names no file a warning.
  /// check  throws PatternError for a stub that is refused; may be empty
  StubSet stubs(const Check& check, Findings& findings) const;

 private:
  std::string path_;
};

}  // namespace emulator
