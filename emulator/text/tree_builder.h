#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "emulator/text/complaints.h"
#include "emulator/text/document.h"
#include "emulator/text/json.h"

namespace emulator {

/// Builds the tree and the places of a document from a parser's events, and refuses what both
/// parsers would accept: keys used twice, and nesting deeper than 100 levels (to walk, copy or
/// destroy a tree is recursive). What is wrong goes to the complaints, and from there up as GiveUp.
class TreeBuilder {
 public:
  /// A finished value with its places, apart from the tree.
  struct Branch;

  explicit TreeBuilder(Complaints& complaints);
  ~TreeBuilder();

  // Values and keys, each with the offset at which it begins.
  void scalar(Json value, std::size_t offset);
  void start_object(std::size_t offset);
  void start_array(std::size_t offset);
  void end();
  void key(std::string name, std::size_t offset);

  /// A copy of the value that was finished last; nothing may have come after it.
  std::shared_ptr<const Branch> last() const;

  /// A scalar that is no value of the tree.
  std::shared_ptr<const Branch> lone_scalar(Json value, std::size_t offset) const;

  /// The value once more, with its places as they are.
  /// offset  where a complaint about it belongs
  void repeat(const Branch& branch, std::size_t offset);

  /// About the bytes that a copy of the branch takes.
  static std::size_t weight(const Branch& branch);
  static const Json& value(const Branch& branch);

  /// What comes next is a key, or else a value.
  bool expects_key() const;
  /// What comes next is the value of the key at key_offset().
  bool has_key() const;
  std::size_t key_offset() const;

  /// How many objects and arrays are open, and where the innermost begins; none: 0.
  std::size_t depth() const;
  std::size_t open_offset() const;

  /// The document; with complaints, or without a value: nullptr. Ends the work.
  DocumentPtr finish();

 private:
  struct State;
  const std::unique_ptr<State> state_;
};

}  // namespace emulator
