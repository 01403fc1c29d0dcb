#pragma once

#include <string>
#include <vector>

#include "emulator/model/body_file.h"
#include "emulator/serve/body_folder.h"
#include "emulator/serve/file_layer.h"

namespace emulator {

/// The bodies that stubs name by bodyFileName, as one space sees them: its own files, then those of the default space,
/// then those of the folder, which is only read. Refers to the three. Any thread.
class BodyFiles {
 public:
  /// common  of the default space; nullptr: `own` is that one
  BodyFiles(FileLayer& own, const FileLayer* common, BodyFolder& folder)
      : own_(own), common_(common), folder_(folder) {}

  /// None of that name: nullptr.
  BodyFilePtr find(const std::string& name) const;
  /// Sorted.
  std::vector<std::string> names() const;

  /// returns  false: there is no room for it
  bool put(const std::string& name, std::string bytes);
  enum class Removal { kDone, kNoneSuch, kNoRoom };
  /// A file that lies below stays where it is, and is hidden in this space, which takes the room of a name.
  Removal remove(const std::string& name);
  const FileRoom& room() const { return own_.room(); }

 private:
  BodyFilePtr find_below(const std::string& name) const;

  FileLayer& own_;
  const FileLayer* const common_;
  BodyFolder& folder_;
};

}  // namespace emulator
