#include "emulator/serve/claims.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "emulator/serve/spaces.h"

namespace emulator {
namespace {

using namespace std::chrono_literals;

SpaceClaim claim_of_path(const std::string& path) {
  SpaceClaim claim;
  claim.shown = std::make_shared<const Json>(Json{{"urlPathPattern", path}});
  claim.match = RequestPattern(*claim.shown);
  return claim;
}

/// Spaces whose clock a test turns.
struct Rooms {
  void claim(const std::string& name, SpaceClaim claim) {
    std::string holder;
    const auto outcome = spaces.claim(name, std::move(claim), now, &holder);
    CHECK((outcome == Spaces::Outcome::kMade || outcome == Spaces::Outcome::kRenewed));
  }
  std::string holder_of(const std::string& target) {
    Request request = make_request("GET", target);
    return spaces.enter(request, now)->name();
  }

  Spaces spaces{{}};
  Spaces::Clock::time_point now = Spaces::Clock::now();
};

TEST_CASE("of claims that match a call the most recent one wins, and what it hid shows again") {
  Rooms rooms;
  rooms.claim("wide", claim_of_path("/a/.*"));
  rooms.claim("narrow", claim_of_path("/a/b/.*"));
  CHECK(rooms.holder_of("/a/b/c") == "narrow");
  CHECK(rooms.holder_of("/a/c") == "wide");
  CHECK(rooms.holder_of("/c") == "default");
  SUBCASE("a claim made anew is the most recent") {
    rooms.claim("wide", claim_of_path("/a/.*"));
    CHECK(rooms.holder_of("/a/b/c") == "wide");
  }
  SUBCASE("a space has one claim: another takes its place") {
    rooms.claim("narrow", claim_of_path("/c"));
    CHECK(rooms.holder_of("/a/b/c") == "wide");
    CHECK(rooms.holder_of("/c") == "narrow");
  }
  SUBCASE("a space without a claim claims nothing any more") {
    rooms.claim("narrow", {});
    CHECK(rooms.holder_of("/a/b/c") == "wide");
  }
  SUBCASE("of a removed space") {
    CHECK(rooms.spaces.remove("narrow"));
    CHECK(rooms.holder_of("/a/b/c") == "wide");
    CHECK(rooms.spaces.remove("wide"));
    CHECK(rooms.holder_of("/a/b/c") == "default");
  }
  SUBCASE("the address of a space goes before every claim") {
    CHECK(rooms.holder_of("/__space/wide/a/b/c") == "wide");
  }
}

TEST_CASE("a claim ends with its space") {
  Rooms rooms;
  rooms.claim("wide", claim_of_path("/a/.*"));
  SUBCASE("at the end of its time, to the moment") {
    SpaceClaim brief = claim_of_path("/a/b");
    brief.ttl = 100ms;
    rooms.claim("brief", brief);
    rooms.now += 99ms;
    CHECK(rooms.holder_of("/a/b") == "brief");
    rooms.now += 1ms;
    CHECK(rooms.holder_of("/a/b") == "wide");
  }
  SUBCASE("after an hour without a call; each call that it claims begins another") {
    rooms.now += 59min;
    CHECK(rooms.holder_of("/a/b") == "wide");
    rooms.now += 59min;
    CHECK(rooms.holder_of("/a/b") == "wide");
    CHECK(rooms.holder_of("/c") == "default");
    rooms.now += 61min;
    CHECK(rooms.holder_of("/a/b") == "default");
    CHECK(rooms.spaces.list(rooms.now).empty());
  }
}

TEST_CASE("calls find their space while other spaces come and go") {
  Rooms rooms;
  rooms.claim("mine", claim_of_path("/mine"));
  std::atomic<int> asked{0};
  std::atomic<int> lost{0};
  std::atomic<bool> ending{false};
  std::vector<std::thread> callers;
  for (int i = 0; i < 2; ++i) {
    callers.emplace_back([&] {
      for (; !ending; ++asked)
        if (rooms.holder_of("/mine") != "mine") ++lost;
    });
  }
  for (int i = 0; i < 500 || asked < 500; ++i) {
    const std::string name = "other" + std::to_string(i % 50);
    rooms.claim(name, claim_of_path("/" + name));
    if (i % 3 == 0) rooms.spaces.remove(name);
  }
  ending = true;
  for (std::thread& caller : callers) caller.join();
  CHECK(lost == 0);
}

}  // namespace
}  // namespace emulator
