#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/text/place.h"

namespace emulator {

/// Where the lines of a text begin. Lines end with LF or CR LF. Immutable.
class LineTable {
 public:
  /// text  at most 4 GiB
  explicit LineTable(std::shared_ptr<const std::string> text);

  /// offset  in bytes; what lies behind the text is taken for its end
  Place place(const std::string& file, std::size_t offset) const;

  /// The line without its end; no such line: empty.
  std::string_view line(std::uint32_t number) const;

 private:
  std::shared_ptr<const std::string> text_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace emulator
