#pragma once

#include <string>
#include <vector>

#include "emulator/text/description.h"

namespace emulator {

/// Opens the files that references lead to.
class ReferencedFiles {
 public:
  /// id    the same for one file however it is named, another for another; "": there is no such file
  /// name  for findings
  /// link  the file's document, or why it cannot be used
  struct Opened {
    std::string id;
    std::string name;
    Description::Link link;
    DocumentPtr document = {};
  };

  virtual ~ReferencedFiles() = default;
  virtual std::string id_of(const Document& entry) const = 0;
  /// path  as a reference gives it, percent-decoded: relative to the folder of `from`
  virtual Opened open(const Document& from, const std::string& path) = 0;
};

/// Ties documents to the files that their references lead to, and to those that these refer to. What cannot be used is
/// told when a reference to it is followed, as `$ref` may also be data. http(s) is never asked.
/// pages  the entries are pages of one API, which lend each other their components
std::shared_ptr<const Description> describe(const std::vector<DocumentPtr>& entries, bool pages,
                                            ReferencedFiles& files);

}  // namespace emulator
