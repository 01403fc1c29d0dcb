#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "emulator/serve/body_files.h"
#include "emulator/serve/body_folder.h"
#include "tests/support/folder.h"
#include "tests/support/stub_client.h"

namespace emulator {
namespace {

EmulatorOptions over(const std::string& folder) {
  EmulatorOptions options;
  options.body_folder = folder;
  return options;
}

TEST_CASE("a stub answers with a file that was put in before or after it") {
  StubClient client;
  const std::string stub = client.stub(R"({"response": {"bodyFileName": "people/jane.json",
                               "headers": {"Content-Type": "application/json"}}})");
  const auto missing = client.call("GET", "/people/p_1?key=k");
  CHECK(missing.status == 500);
  REQUIRE(missing.whole.header("Matched-Stub-Id"));
  CHECK(*missing.whole.header("Matched-Stub-Id") == stub);
  CHECK(missing.json().at("detail") ==
        "the stub's body is the file 'people/jane.json', which is not there; PUT it to "
        "/__admin/files, or into __files");
  CHECK(client.admin("PUT", "/files/people/jane.json", R"({"id": "p_1"})").status == 200);
  CHECK(client.call("GET", "/people/p_1?key=k").body == R"({"id": "p_1"})");
  SUBCASE("it is listed, read and removed") {
    CHECK(client.admin("GET", "/files").body == R"(["people/jane.json"])");
    CHECK(client.admin("GET", "/files/people/jane.json").body == R"({"id": "p_1"})");
    CHECK(client.admin("DELETE", "/files/people/jane.json").status == 200);
    CHECK(client.admin("DELETE", "/files/people/jane.json").status == 404);
    CHECK(client.admin("GET", "/files/people/jane.json").status == 404);
    CHECK(client.admin("GET", "/files").body == "[]");
  }
  SUBCASE("what it lacks is noted, as for any stub") {
    CHECK(client.newest_event()
              .at("subEvents")
              .back()
              .at("data")
              .at("trail")
              .dump()
              .find("the stub's body must have the member 'name'") != std::string::npos);
  }
  SUBCASE("it stays when stubs, calls and states go") {
    for (const auto& [method, path] :
         {std::pair("DELETE", "/mappings"), {"DELETE", "/requests"}, {"POST", "/scenarios/reset"}})
      client.admin(method, path);
    CHECK(client.admin("GET", "/files").body == R"(["people/jane.json"])");
  }
}

EmulatorOptions with_room_for(std::size_t bytes) {
  EmulatorOptions options;
  options.file_bytes = bytes;
  return options;
}

TEST_CASE("a name that no list could show is no file's name") {
  StubClient client;
  CHECK(client.admin("PUT", "/files/%ff%fe", "a").status == 400);
  CHECK(client.admin("PUT", "/files/%C3%A9", "a").status == 200);
  CHECK(client.admin("GET", "/files").body == R"(["é"])");
}

TEST_CASE("JSON that is put in takes room for what it is when it is read, too") {
  StubClient client(with_room_for(1u << 20));
  std::string lists = "[[]";
  while (lists.size() < 48u << 10) lists += ",[]";
  lists += ']';
  CHECK(client.admin("PUT", "/files/one.json", lists).status == 422);
  CHECK(client.admin("PUT", "/files/one.txt", lists + "no JSON").status == 200);
}

TEST_CASE("files put in lie over those of the folder, and are never written there") {
  const support::Folder folder;
  const std::string path = folder.write("a.txt", "on disk");
  StubClient client(over(folder.path()));
  CHECK(client.admin("GET", "/files/a.txt").body == "on disk");
  CHECK(client.admin("PUT", "/files/a.txt", "in memory").status == 200);
  CHECK(client.admin("PUT", "/files/b.txt", "b").status == 200);
  CHECK(client.admin("GET", "/files/a.txt").body == "in memory");
  CHECK(client.admin("GET", "/files").body == R"(["a.txt","b.txt"])");
  CHECK(client.admin("DELETE", "/files/a.txt").status == 200);
  CHECK(client.admin("GET", "/files/a.txt").status == 404);
  CHECK(client.admin("GET", "/files").body == R"(["b.txt"])");
  CHECK(support::read_file(path) == "on disk");
  CHECK(!std::filesystem::exists(folder.path() + "/b.txt"));
}

TEST_CASE("a reset gives back the files of the folder") {
  for (const char* reset : {"/reset", "/mappings/reset"}) {
    CAPTURE(reset);
    const support::Folder folder;
    folder.write("a.txt", "a on disk");
    folder.write("b.txt", "b on disk");
    StubClient client(over(folder.path()));
    CHECK(client.admin("PUT", "/files/a.txt", "a in memory").status == 200);
    CHECK(client.admin("PUT", "/files/c.txt", "c in memory").status == 200);
    CHECK(client.admin("DELETE", "/files/b.txt").status == 200);
    CHECK(client.admin("GET", "/files").body == R"(["a.txt","c.txt"])");
    client.admin("POST", reset);
    CHECK(client.admin("GET", "/files").body == R"(["a.txt","b.txt"])");
    CHECK(client.admin("GET", "/files/a.txt").body == "a on disk");
    CHECK(client.admin("GET", "/files/b.txt").body == "b on disk");
  }
}

TEST_CASE("files are those of the space in which they were put in") {
  const support::Folder folder;
  folder.write("r.txt", "of the folder");
  StubClient client(over(folder.path()));
  const auto in = [](const std::string& space) { return "/__space/" + space; };
  const auto put = [&](const std::string& base, const char* bytes) {
    CHECK(client.call("PUT", base + "/__admin/files/r.txt", bytes).status == 200);
  };
  const auto answer = [&](const std::string& base) { return client.call("GET", base + "/r").body; };
  client.stub(R"({"request": {"url": "/r"}, "response": {"bodyFileName": "r.txt"}})");
  put(in("a"), "of a");
  SUBCASE("others and the default space do not see them") {
    CHECK(answer(in("a")) == "of a");
    CHECK(answer(in("b")) == "of the folder");
    CHECK(answer("") == "of the folder");
  }
  SUBCASE("those of the default space are seen where a space has none of its own") {
    put("", "of all");
    CHECK(answer(in("a")) == "of a");
    CHECK(answer(in("b")) == "of all");
    CHECK(client.call("GET", in("b") + "/__admin/files").body == R"(["r.txt"])");
  }
  SUBCASE("a removal hides a file in one space alone, until its reset") {
    CHECK(client.call("DELETE", in("b") + "/__admin/files/r.txt").status == 200);
    CHECK(client.call("DELETE", in("b") + "/__admin/files/r.txt").status == 404);
    CHECK(client.call("GET", in("b") + "/__admin/files").body == "[]");
    CHECK(client.call("GET", in("b") + "/r").status == 500);
    CHECK(answer(in("a")) == "of a");
    CHECK(answer("") == "of the folder");
    client.call("POST", in("b") + "/__admin/reset");
    CHECK(answer(in("b")) == "of the folder");
  }
  SUBCASE("a removal in the default space hides it where a space has none of its own") {
    CHECK(client.admin("DELETE", "/files/r.txt").status == 200);
    CHECK(client.call("GET", in("b") + "/r").status == 500);
    CHECK(answer(in("a")) == "of a");
  }
  SUBCASE("a reset is one of the space, or of all") {
    const auto file = [&](const std::string& base) {
      return client.call("GET", base + "/__admin/files/r.txt").body;
    };
    put("", "of all");
    client.admin("POST", "/reset");
    CHECK(file("") == "of the folder");
    CHECK(file(in("a")) == "of a");
    client.admin("POST", "/reset?spaces=all");
    CHECK(file(in("a")) == "of the folder");
  }
}

TEST_CASE("a file that is saved again is read again") {
  const support::Folder folder;
  folder.write("a.txt", "one");
  BodyFolder files(folder.path());
  CHECK(*files.find("a.txt")->bytes == "one");
  folder.write("a.txt", "three");
  CHECK(*files.find("a.txt")->bytes == "three");
}

TEST_CASE("nothing outside the folder is read") {
  const support::Folder outside;
  const std::string secret = outside.write("secret.txt", "secret");
  const support::Folder folder;
  std::filesystem::create_symlink(secret, folder.path() + "/link.txt");
  std::filesystem::create_directory_symlink(outside.path(), folder.path() + "/door");
  BodyFolder files(folder.path());
  for (const std::string& name :
       {std::string("link.txt"), std::string("door/secret.txt"), "../" + secret, secret,
        std::string("x/../link.txt"), std::string("."), std::string("")}) {
    CAPTURE(name);
    CHECK(files.find(name) == nullptr);
  }
  StubClient client(over(folder.path()));
  CHECK(client.admin("GET", "/files").body == "[]");
  CHECK(client.admin("GET", "/files/..%2Fsecret.txt").status == 404);
  CHECK(client.admin("GET", "/files/%2e%2e/secret.txt").status == 404);
  CHECK(client.admin("PUT", "/files/a/../b", "x").json().at("errors").at(0).at("title") ==
        "'a/../b' cannot name a file");
}

TEST_CASE("files in memory are bounded, those of all spaces together") {
  constexpr std::size_t kMost = 1u << 20;
  StubClient client(with_room_for(kMost));
  const auto put = [&](const char* path, std::size_t size) {
    return client.call("PUT", path, std::string(size, 'a'));
  };
  CHECK(put("/__space/a/__admin/files/a", kMost).status == 200);
  const auto refused = put("/__space/b/__admin/files/b", 1);
  CHECK(refused.status == 422);
  CHECK(
      refused.body ==
      R"({"errors":[{"code":10,"title":"No room for another file","detail":"files put in at run time may take 1 MiB in all spaces together, and have or hide 10000 names; DELETE /__admin/files/{path} removes one, POST /__admin/reset all of a space"}]})");
  SUBCASE("the default space is one of them") { CHECK(put("/__admin/files/c", 1).status == 422); }
  SUBCASE("one takes the room of what it replaces") {
    CHECK(put("/__space/a/__admin/files/a", 1).status == 200);
    CHECK(put("/__space/b/__admin/files/b", 1).status == 200);
  }
  SUBCASE("a reset and the end of a space give their room back") {
    client.call("POST", "/__space/a/__admin/reset");
    CHECK(put("/__space/b/__admin/files/b", kMost).status == 200);
    CHECK(client.admin("DELETE", "/spaces/b").status == 200);
    CHECK(put("/__admin/files/c", kMost).status == 200);
  }
}

TEST_CASE("64 MiB of files are taken where nothing else is said") {
  CHECK(FileRoom().most_bytes() == 64u << 20);
  CHECK(EmulatorOptions().file_bytes == 64u << 20);
}

TEST_CASE("a name that is hidden takes the room of one that is put in") {
  const support::Folder folder;
  folder.write("r.txt", "on disk");
  const auto room = std::make_shared<FileRoom>();
  FileLayer layer(room);
  BodyFolder below(folder.path());
  BodyFiles files(layer, nullptr, below);
  for (std::size_t i = 0; i < FileRoom::kMostNames; ++i) CHECK(files.put(std::to_string(i), ""));
  CHECK_FALSE(files.put("r.txt", ""));
  CHECK(files.remove("r.txt") == BodyFiles::Removal::kNoRoom);
  CHECK(files.find("r.txt") != nullptr);
  CHECK(files.remove("0") == BodyFiles::Removal::kDone);
  CHECK(files.remove("r.txt") == BodyFiles::Removal::kDone);
  CHECK(files.find("r.txt") == nullptr);
}

}  // namespace
}  // namespace emulator
