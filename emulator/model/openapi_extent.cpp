#include "emulator/model/openapi_extent.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "emulator/model/json_value.h"
#include "emulator/model/reference.h"

namespace emulator {
namespace {

constexpr const char* kOperationKeys[] = {"get",     "put",  "post",  "delete",
                                          "options", "head", "patch", "trace"};

class PartCount {
 public:
  std::size_t of_paths(const Located& paths) { return of_members(paths, &PartCount::of_item); }

 private:
  using Measure = std::size_t (PartCount::*)(const Located&);
  /// Which object of OpenAPI a value is read as: a reference may lead to any.
  enum class Role { kItem, kResponse, kHeader, kExample };

  // Each place once, however many references lead to it.
  std::size_t known(Role role, const Located& written, Measure measure) {
    const Located node = resolve(written, told_later_);
    if (!node || !node.value->is_object()) return 0;
    const auto key = std::make_pair(role, node.value);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    const std::size_t count = std::min((this->*measure)(node), kMostDescribedParts + 1);
    return known_[key] = count;
  }

  std::size_t of_members(const Located& object, Measure measure) {
    if (!object || !object.value->is_object()) return 0;
    std::size_t sum = 0;
    for (const auto& [name, value] : object.value->get_ref<const Json::object_t&>())
      sum += (this->*measure)({&value, pointer_append(object.pointer, name), object.document});
    return std::min(sum, kMostDescribedParts + 1);
  }

  std::size_t of_item(const Located& item) {
    return known(Role::kItem, item, &PartCount::of_operations);
  }
  std::size_t of_operations(const Located& item) {
    std::size_t sum = 0;
    for (const char* method : kOperationKeys) {
      const Located operation = member_of(item, method);
      if (operation) sum += of_operation(operation) + size_of(member_of(item, "parameters"));
    }
    return sum;
  }
  std::size_t of_operation(const Located& operation) {
    return 1 + size_of(member_of(operation, "parameters")) +
           known(Role::kResponse, member_of(operation, "requestBody"),
                 &PartCount::of_described_response) +
           of_members(member_of(operation, "responses"), &PartCount::of_response);
  }

  std::size_t of_response(const Located& response) {
    return known(Role::kResponse, response, &PartCount::of_described_response);
  }
  // A request body has no headers, and is counted the same way.
  std::size_t of_described_response(const Located& response) {
    return 1 + of_members(member_of(response, "headers"), &PartCount::of_header) +
           of_members(member_of(response, "content"), &PartCount::of_content);
  }

  std::size_t of_header(const Located& header) {
    return known(Role::kHeader, header, &PartCount::of_content);
  }
  std::size_t of_content(const Located& content) {
    return 1 + kib_of(member_of(content, "example")) +
           of_members(member_of(content, "examples"), &PartCount::of_example);
  }
  std::size_t of_example(const Located& example) {
    return known(Role::kExample, example, &PartCount::of_described_example);
  }
  std::size_t of_described_example(const Located& example) {
    return 1 + kib_of(member_of(example, "value"));
  }

  static std::size_t size_of(const Located& list) { return list ? list.value->size() : 0; }
  // About; a value takes many times its text in memory.
  static std::size_t kib_of(const Located& value) {
    return value ? size_in_bytes(*value.value) / (16 * 1024) : 0;
  }

  Findings told_later_;  // when the document is read
  std::map<std::pair<Role, const Json*>, std::size_t> known_;
};

}  // namespace

std::size_t described_parts(const Located& paths) { return PartCount().of_paths(paths); }

}  // namespace emulator
