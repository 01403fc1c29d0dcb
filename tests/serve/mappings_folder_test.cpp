#include "emulator/serve/mappings_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/folder.h"
#include "tests/support/stub_client.h"

namespace emulator {
namespace {

/// A folder with mappings and __files, read.
struct StubFolder {
  support::Folder folder;
  StubFolder() {
    std::filesystem::create_directories(folder.path() + "/mappings/below");
    std::filesystem::create_directories(folder.path() + "/__files/people");
  }
  std::string text_of_findings() const {
    Findings findings;
    MappingsFolder(folder.path()).stubs({}, findings);
    std::string text;
    for (const Finding& finding : findings.sorted()) text += to_text(finding) + "\n";
    for (std::size_t at; (at = text.find(folder.path())) != std::string::npos;)
      text.replace(at, folder.path().size(), "DIR");
    return text;
  }
  StubSet stubs() const {
    Findings findings;
    return MappingsFolder(folder.path()).stubs({}, findings);
  }
  EmulatorOptions options() const {
    EmulatorOptions out;
    out.stubs = stubs();
    out.body_folder = MappingsFolder(folder.path()).files();
    return out;
  }
};

std::string names_of(const StubSet& stubs) {
  std::string names;
  for (const StubPtr& stub : stubs.stubs()) names += stub->name + " ";
  return names;
}

TEST_CASE("a folder of mappings is read: a stub a file, or a list; later files are more recent") {
  const StubFolder folder;
  folder.folder.write("mappings/a.json", R"({"name": "a"})");
  folder.folder.write("mappings/b.json", R"({"mappings": [{"name": "b1"}, {"name": "b2"}]})");
  folder.folder.write("mappings/below/c.json", R"({"name": "c", "priority": 1})");
  folder.folder.write("mappings/notes.txt", "not read");
  CHECK(folder.text_of_findings() == "");
  CHECK(names_of(folder.stubs()) == "c b1 b2 a ");
  SUBCASE("a stub without an id has the same one at each start") {
    CHECK(folder.stubs().stubs()[1]->id == folder.stubs().stubs()[1]->id);
    CHECK(folder.stubs().stubs()[1]->id != folder.stubs().stubs()[2]->id);
  }
}

TEST_CASE("every mistake in a folder of mappings is told, with its place") {
  const StubFolder folder;
  folder.folder.write("mappings/a.json", "{\"id\": \"x\"}");
  folder.folder.write("mappings/b.json",
                      "{\"mappings\": [\n{\"request\": {\"urlPaht\": \"/a\"}}]}");
  folder.folder.write("mappings/c.json",
                      "{\"response\": {\"bodyFileName\": \"people/gone.json\"}}");
  CHECK(
      folder.text_of_findings() ==
      R"(DIR/mappings/a.json:1:8: error: this is no stub mapping: the id 'x' is not a UUID   [mappings.stub]
  1 | {"id": "x"}
    |        ^
DIR/mappings/b.json:2:25: error: this is no stub mapping: a request pattern has no key 'urlPaht'; did you mean 'urlPath'?   [mappings.stub]
  2 | {"request": {"urlPaht": "/a"}}]}
    |                         ^
DIR/mappings/c.json:1:31: warning: there is no file 'people/gone.json' in __files: the stub answers 500   [mappings.no-file]
  1 | {"response": {"bodyFileName": "people/gone.json"}}
    |                               ^
  hint: put it there, or give it at run time: PUT /__admin/files/people/gone.json
)");
}

TEST_CASE("stubs of files that no call reaches are warned of, once all files are read") {
  const StubFolder folder;
  const std::string id = R"("id": "00000000-0000-0000-0000-00000000000)";
  folder.folder.write("mappings/a.json", "{" + id + R"(a", "scenarioName": "cart",
 "requiredScenarioState": "full"})");
  folder.folder.write("mappings/b.json", "{" + id + R"(b", "scenarioName": "cart",
 "requiredScenarioState": "paid"})");
  folder.folder.write("mappings/c.json", "{" + id + R"(c", "scenarioName": "cart",
 "newScenarioState": "paid"})");
  folder.folder.write("mappings/d.json", "{" + id + R"(d",
 "request": {"urlPath": "cart"}})");
  folder.folder.write("mappings/e.json", "{" + id + R"(e",
 "newScenarioState": "paid"})");
  CHECK(
      folder.text_of_findings() ==
      R"(DIR/mappings/a.json:2:27: warning: this stub does not answer: its scenario 'cart' is in the state 'Started', and no stub leads it to 'full'   [mappings.idle]
  2 |  "requiredScenarioState": "full"}
    |                           ^
  hint: give it another scenario, or PUT /__admin/scenarios/{name}/state
DIR/mappings/d.json:2:13: warning: this stub does not answer: no call has the urlPath 'cart', as each begins with '/'   [mappings.idle]
  2 |  "request": {"urlPath": "cart"}}
    |             ^
DIR/mappings/e.json:2:22: warning: this stub belongs to no scenario: 'newScenarioState' does nothing without a 'scenarioName'   [mappings.idle]
  2 |  "newScenarioState": "paid"}
    |                      ^
  hint: give it a scenarioName
)");
}

TEST_CASE("a folder without mappings is an error, and so is one that cannot be read") {
  const support::Folder folder;
  const std::string loop = folder.path() + "/loop";
  std::filesystem::create_directory(loop);
  std::filesystem::create_symlink("mappings", loop + "/mappings");
  Findings unreadable;
  MappingsFolder(loop).stubs({}, unreadable);
  CHECK(to_text(unreadable.sorted().at(0)) ==
        "error: the folder '" + loop +
            "/mappings' cannot be read: Too many levels of symbolic links   [mappings.no-folder]\n"
            "  hint: --mappings takes the folder that holds 'mappings' and '__files'");
  Findings findings;
  MappingsFolder(folder.path() + "/none").stubs({}, findings);
  CHECK(to_text(findings.sorted().at(0)) ==
        "error: there is no folder '" + folder.path() +
            "/none/mappings'   [mappings.no-folder]\n"
            "  hint: --mappings takes the folder that holds 'mappings' and '__files'");
}

TEST_CASE("a reset returns to the stubs of the files; deleting them leaves the files alone") {
  const StubFolder folder;
  const std::string file = folder.folder.write(
      "mappings/a.json", R"({"name": "a", "response": {"bodyFileName": "people/jane.json"}})");
  folder.folder.write("__files/people/jane.json", R"({"name": "jane"})");
  StubClient client(folder.options());
  CHECK(client.call("GET", "/people/p_1?key=k").body == R"({"name": "jane"})");
  CHECK(client.admin("DELETE", "/mappings").status == 200);
  CHECK(client.call("GET", "/people/p_1?key=k").body != R"({"name": "jane"})");
  CHECK(std::filesystem::exists(file));
  for (const char* reset : {"/reset", "/mappings/reset"}) {
    client.admin("DELETE", "/mappings");
    client.stub(R"({"name": "b"})");
    CHECK(client.admin("POST", reset).status == 200);
    CHECK(client.admin("GET", "/mappings").json().at("mappings").at(0).at("name") == "a");
    CHECK(client.admin("GET", "/mappings").json().at("meta").at("total") == 1);
  }
}

TEST_CASE("files that are read again bring what is new and changed, and keep what tests did") {
  const StubFolder folder;
  folder.folder.write("mappings/a.json", R"({"name": "a"})");
  folder.folder.write("mappings/b.json", R"({"name": "b"})");
  folder.folder.write("mappings/c.json", R"({"name": "c"})");
  StubClient client(folder.options());
  const auto shown = [&] {
    std::string names;
    const Json list = client.admin("GET", "/mappings").json();
    for (const Json& stub : list.at("mappings")) names += stub.at("name").get<std::string>() + " ";
    return names;
  };
  CHECK(shown() == "c b a ");
  client.admin("DELETE", "/mappings/" + folder.stubs().stubs()[2]->id);  // a
  client.stub(R"({"name": "made"})");
  folder.folder.write("mappings/b.json", R"({"name": "b2"})");
  folder.folder.write("mappings/d.json", R"({"name": "d"})");
  std::filesystem::remove(folder.folder.path() + "/mappings/c.json");
  client.emulator().replace(StubClient::small_world(), folder.stubs());
  CHECK(shown() == "made d b2 ");
  client.admin("POST", "/reset");
  CHECK(shown() == "d b2 a ");
}

}  // namespace
}  // namespace emulator
