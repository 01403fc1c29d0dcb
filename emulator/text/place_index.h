#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "emulator/text/json.h"
#include "emulator/text/line_table.h"

namespace emulator {

/// Where the values of a document are written: one small node a value, in the order in which a
/// walk of the tree meets them, so that the tree itself leads to the node of a JSON Pointer.
/// Immutable.
class PlaceIndex {
 public:
  /// at      where the value begins, in bytes of the text; a value that an alias stands for: where
  ///         the anchor's value is written
  /// key_at  where its key begins; no member of an object: as at
  /// nodes   this one and all below it
  struct Node {
    std::uint32_t at = 0;
    std::uint32_t key_at = 0;
    std::uint32_t nodes = 1;
  };

  /// nodes  at least one: the root's
  PlaceIndex(std::shared_ptr<const LineTable> lines, std::vector<Node> nodes);

  /// The node of the value that the pointer names; a pointer that leads nowhere: of the nearest
  /// value above it.
  const Node& find(const Json& root, std::string_view pointer) const;

  const LineTable& lines() const { return *lines_; }

 private:
  std::shared_ptr<const LineTable> lines_;
  std::vector<Node> nodes_;
};

}  // namespace emulator
