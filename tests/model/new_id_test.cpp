#include "emulator/model/new_id.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/text/document.h"

namespace emulator {
namespace {

Collection people(const std::string& records) {
  Findings findings;
  Collection collection("people", {{"id"}});
  const auto document = read_json_text("people.json", records, findings);
  for (std::size_t i = 0; i < document->root().size(); ++i)
    collection.add({&document->root()[i], document, pointer_append("", i)}, findings);
  CHECK_FALSE(findings.has_errors());
  return collection;
}

TEST_CASE("ids have the form asked for, and are the same each time") {
  const Collection none = people("[]");
  const std::string id = make_new_id({NewId::Form::kObjectId, "id"}, none, 0);
  CHECK(id.size() == 24);
  CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(make_new_id({NewId::Form::kObjectId, "id"}, none, 0) == id);
  CHECK(make_new_id({NewId::Form::kObjectId, "id"}, none, 1) != id);
  const std::string uuid = make_new_id({NewId::Form::kUuid, "id"}, none, 0);
  CHECK(uuid.size() == 36);
  CHECK(uuid[14] == '4');
  CHECK(std::string("89ab").find(uuid[19]) != std::string::npos);
}

TEST_CASE("an id that a record has already is not given again") {
  const std::string taken = make_new_id({NewId::Form::kObjectId, "id"}, people("[]"), 5);
  const Collection some = people(R"([{"id": ")" + taken + R"("}])");
  CHECK(make_new_id({NewId::Form::kObjectId, "id"}, some, 5) != taken);
}

TEST_CASE("a number is the one behind the greatest") {
  CHECK(make_new_id({NewId::Form::kNumber, "id"}, people("[]"), 9) == 1);
  CHECK(make_new_id({NewId::Form::kNumber, "id"}, people(R"([{"id": 7}, {"id": 3}])"), 9) == 8);
  CHECK(make_new_id({NewId::Form::kNumber, "id"}, people(R"([{"id": "x"}])"), 9) == 1);
}

}  // namespace
}  // namespace emulator
