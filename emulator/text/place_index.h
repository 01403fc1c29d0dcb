#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulator/text/json.h"
#include "emulator/text/line_table.h"

namespace emulator {

/// Where the values of a document are written: one small node a value, in the order in which a
/// walk of the tree meets them, so that the tree itself leads to the node of a JSON Pointer.
/// Usable from any thread.
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
  /// root  always the same
  const Node& find(const Json& root, std::string_view pointer) const;

  const LineTable& lines() const { return *lines_; }

 private:
  /// The ways to the children of a value that has many.
  struct Children {
    std::unordered_map<std::string_view, std::size_t> numbers;  // of an object's members
    std::vector<std::size_t> nodes;
  };
  const Children& children(const Json& value, std::size_t node) const;

  // Fixed after construction.
  const std::shared_ptr<const LineTable> lines_;
  const std::vector<Node> nodes_;
  // Guarded by mutex_. By the value's node; what is in it stays as it is.
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::size_t, Children> children_;
};

/// What a JSON Pointer (RFC 6901) names that begins at that value; nothing there, or no pointer: nullptr.
const Json* value_below(const Json& value, std::string_view pointer);

}  // namespace emulator
