#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "emulator/serve/body_files.h"
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
  client.stub(R"({"response": {"bodyFileName": "people/jane.json",
                               "headers": {"Content-Type": "application/json"}}})");
  const auto missing = client.call("GET", "/people/p_1?key=k");
  CHECK(missing.status == 500);
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
  SUBCASE("a reset keeps files") {
    client.admin("POST", "/reset");
    CHECK(client.admin("GET", "/files").body == R"(["people/jane.json"])");
  }
}

TEST_CASE("a name that no list could show is no file's name") {
  StubClient client;
  CHECK(client.admin("PUT", "/files/%ff%fe", "a").status == 400);
  CHECK(client.admin("PUT", "/files/%C3%A9", "a").status == 200);
  CHECK(client.admin("GET", "/files").body == R"(["é"])");
}

TEST_CASE("JSON that is put in takes room for what it is when it is read, too") {
  StubClient client;
  std::string lists = "[[]";
  while (lists.size() < 3u << 20) lists += ",[]";
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

TEST_CASE("a file that is saved again is read again") {
  const support::Folder folder;
  folder.write("a.txt", "one");
  BodyFiles files(folder.path());
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
  BodyFiles files(folder.path());
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

TEST_CASE("files in memory are bounded") {
  BodyFiles files;
  CHECK(files.put("a", std::string(BodyFiles::kMostOfAll, 'a')));
  CHECK(!files.put("b", "b"));
  CHECK(files.put("a", "small"));
  CHECK(files.put("b", "b"));
}

}  // namespace
}  // namespace emulator
