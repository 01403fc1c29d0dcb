#pragma once

#include <map>

#include "emulator/model/describe.h"

namespace emulator {

/// The files of one folder and of the folders below it. What leads out of it, also over a link, is not opened.
class FolderFiles : public ReferencedFiles {
 public:
  explicit FolderFiles(const std::string& folder);

  std::string id_of(const Document& entry) const override;
  Opened open(const Document& from, const std::string& path) override;

 private:
  Opened read(const std::string& id, const std::string& name) const;

  const std::string folder_;
  std::map<std::string, Opened> opened_;
};

/// Whether the file, which is there, is inside the folder when all links are followed.
bool is_inside(const std::string& folder, const std::string& file);

}  // namespace emulator
