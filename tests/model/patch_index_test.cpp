#include "emulator/model/patch_index.h"

#include <doctest/doctest.h>

namespace emulator {
namespace {

TEST_CASE("a patch is found by the records that decide about it, whatever else was found") {
  const Record user, other_user, integration, plan, first, second;
  PatchIndex index({0, 2});
  index.add({&user, nullptr, &integration}, first);
  index.add({&other_user, nullptr, &integration}, second);
  CHECK(index.find({&user, &plan, &integration}) == &first);
  CHECK(index.find({&other_user, nullptr, &integration}) == &second);
  CHECK(index.find({&integration, nullptr, &user}) == nullptr);
  CHECK(index.find({&user, &integration, nullptr}) == nullptr);
}

}  // namespace
}  // namespace emulator
