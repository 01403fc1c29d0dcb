#include "emulator/decide/credentials.h"

#include <doctest/doctest.h>

using namespace emulator;

namespace {

std::string found(const Credentials& wanted, const std::vector<std::string_view>& values) {
  std::vector<GivenValue> given;
  for (const auto value : values) given.push_back({value, value});
  return found_in_place_of(wanted, In::kHeader, given);
}

const Credentials kKey{Credentials::Kind::kApiKey, ""};
const Credentials kBearer{Credentials::Kind::kToken, "Bearer"};
const Credentials kBasic{Credentials::Kind::kBasic, "Basic"};

}  // namespace

TEST_CASE("an API key is any value that is not empty") {
  CHECK(found(kKey, {"x"}) == "");
  CHECK(found(kKey, {"", "x"}) == "");
  CHECK(found(kKey, {""}) == "an empty one");
  CHECK(found(kKey, {}) == "no such header");
  CHECK(found_in_place_of(kKey, In::kQuery, {}) == "none");
}

TEST_CASE("a token stands behind its scheme, in any case") {
  CHECK(found(kBearer, {"bearer x"}) == "");
  CHECK(found(kBearer, {"BEARER \t x y"}) == "");
  CHECK(found(kBearer, {"Basic x", "Bearer x"}) == "");
  CHECK(found(kBearer, {"Bearer"}) == "no token after it");
  CHECK(found(kBearer, {"Bearer  "}) == "no token after it");
  CHECK(found(kBearer, {"Basic x"}) == "the scheme 'Basic'");
}

TEST_CASE("basic credentials are base64 with a colon inside") {
  CHECK(found(kBasic, {"Basic YTpi"}) == "");
  CHECK(found(kBasic, {"basic YTo="}) == "");
  CHECK(found(kBasic, {"Basic YWI="}) == "base64 without a colon inside");
  CHECK(found(kBasic, {"Basic a:b"}) == "what is no base64");
}

TEST_CASE("nothing that may be secret is told") {
  CHECK(found(kBearer, {"s3cret"}) == "a value without a scheme");
  CHECK(found(kBearer, {"s3cret x"}) == "another scheme");
}

TEST_CASE("what a call does not show is satisfied by any") {
  CHECK(found({Credentials::Kind::kUnchecked, ""}, {}) == "");
}
