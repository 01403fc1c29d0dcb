#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/model/rule.h"
#include "emulator/text/json.h"

namespace emulator {

/// The records that a list selects.
struct ListedRecords {
  std::size_t list = 0;
};

/// A member of a record that the call makes; no field: all of it.
struct MadeField {
  std::size_t create = 0;
  std::string field;
};

/// An id that no record of the collection has yet: 24 hexadecimal digits, a UUID, or the next whole number.
/// field  the member of the record that it is for
struct NewId {
  enum class Form { kObjectId, kUuid, kNumber };
  Form form = Form::kObjectId;
  std::string field;
};

/// What a reference in a template stands for.
using TemplateSource = std::variant<RequestValue, RecordField, ListedRecords, MadeField, NewId>;

/// A JSON value with references in it, read once. Immutable.
class Template {
 public:
  using Member = std::pair<std::string, Template>;

  static Template literal(Json value);
  static Template reference(TemplateSource source);
  static Template object(std::vector<Member> members);
  static Template array(std::vector<Template> items);

  /// The value of a reference; nullopt: there is none.
  using ValueOf = std::function<std::optional<Json>(const TemplateSource&)>;

  /// With every reference replaced. A member or an item without a value is left out; a whole template without one:
  /// nullopt.
  std::optional<Json> fill(const ValueOf& value_of) const;

  /// Every reference, from left to right, with the JSON Pointer at which its value will stand.
  using Visit = std::function<void(const TemplateSource&, const std::string& pointer)>;
  void each(const Visit& visit, const std::string& pointer = "") const;

  /// The template of that member; no object, or no such member: nullptr.
  const Template* member(const std::string& name) const;
  /// The reference that it is; it is something else: nullptr.
  const TemplateSource* source() const;

 private:
  using Literal = std::shared_ptr<const Json>;
  using Members = std::vector<Member>;
  using Items = std::vector<Template>;

  std::variant<Literal, TemplateSource, Members, Items> what_;
};

/// The member of that name; none: the one that a dotted name leads to, step by step; nothing there: nullptr.
const Json* member_by_path(const Json& value, const std::string& path);

}  // namespace emulator
