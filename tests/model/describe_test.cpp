#include "emulator/model/describe.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "emulator/model/loading.h"
#include "emulator/model/reference.h"
#include "emulator/model/schema.h"
#include "tests/support/folder.h"

namespace emulator {
namespace {

// A folder with an API in it, as read_openapi ties it together.
class Api {
 public:
  support::Folder folder;
  std::vector<std::string> referenced;
  Findings findings;

  void write(const std::string& name, const std::string& text) { folder.write(name, text); }

  Located root(const std::string& name = "api.yaml") {
    const auto documents = read_openapi(folder.path() + "/" + name, findings, referenced);
    REQUIRE(documents.size() == 1);
    return root_of(documents.front());
  }

  // What the reference at that pointer of api.yaml leads to.
  Located followed(const std::string& pointer) { return resolve(below(root(), pointer), findings); }

  // The findings, with the folder's path left out.
  std::string said() const {
    std::string text;
    for (const Finding& finding : findings.sorted()) text += to_text(finding) + "\n";
    for (auto at = text.find(folder.path()); at != std::string::npos; at = text.find(folder.path()))
      text.replace(at, folder.path().size(), "DIR");
    return text;
  }
};

// Each file refers to another one, without end.
class EndlessFiles : public ReferencedFiles {
 public:
  int opened = 0;

  std::string id_of(const Document& entry) const override { return entry.name(); }
  Opened open(const Document&, const std::string&) override {
    const std::string name = std::to_string(++opened);
    Findings findings;
    return {name, name, {}, read_json_text(name, R"({"$ref": "next"})", findings)};
  }
};

constexpr const char* kHead = "openapi: 3.0.3\npaths: {}\n";

}  // namespace

TEST_CASE("a reference leads into other files, each relative to the one it stands in") {
  Api api;
  api.write("api.yaml", std::string(kHead) + "x: {$ref: 'schemas/pet.yaml#/Pet'}\n");
  api.write("schemas/pet.yaml", "Pet: {$ref: './parts/name.json'}\n");
  api.write("schemas/parts/name.json", R"({"$ref": "../../more%20parts.yaml#/a~1b/c%20d"})");
  api.write("more parts.yaml", "a/b: {c d: {type: string}}\n");
  const Located found = api.followed("/x");
  CHECK(api.said() == "");
  REQUIRE(found);
  CHECK(found.value->dump() == R"({"type":"string"})");
  CHECK(to_string(found.place()) == api.folder.path() + "/more parts.yaml:1:12");
  CHECK(found.document->entry().name() == api.folder.path() + "/api.yaml");
  CHECK(api.referenced == std::vector<std::string>{api.folder.path() + "/schemas/pet.yaml",
                                                   api.folder.path() + "/schemas/parts/name.json",
                                                   api.folder.path() + "/more parts.yaml"});
}

TEST_CASE("a document may name itself, and files may refer to each other in a circle") {
  Api api;
  api.write("api.yaml", std::string(kHead) + "x: {$ref: 'other.yaml#/back'}\ny: {z: 1}\n");
  api.write("other.yaml", "back: {$ref: 'api.yaml#/y'}\n");
  const Located found = api.followed("/x");
  REQUIRE(found);
  CHECK(found.value->dump() == R"({"z":1})");
  const auto entries = found.document->description()->entries();
  REQUIRE(entries.size() == 1);  // the file that names itself is the entry, not a copy of it
  CHECK(found.document == entries.front());
  CHECK(&found.document->entry() == entries.front().get());
}

TEST_CASE("what a reference cannot lead to is told where it is written") {
  Api api;
  support::Folder outside;
  outside.write("secret.yaml", "a: 1\n");
  const auto with = [&](const std::string& reference) {
    api.write("api.yaml", std::string(kHead) + "x: {$ref: '" + reference + "'}\n");
    CHECK_FALSE(api.followed("/x"));
    return api.said();
  };
  SUBCASE("the network") {
    CHECK(with("https://example.com/pet.yaml#/Pet") ==
          "DIR/api.yaml:3:11: error: the reference 'https://example.com/pet.yaml#/Pet' leads to "
          "the network, which is never asked   [reference.network]\n"
          "  3 | x: {$ref: 'https://example.com/pet.yaml#/Pet'}\n"
          "    |           ^\n"
          "  hint: save what it leads to in a file beside this one, and write that file's name\n");
  }
  SUBCASE("a file that is not there") {
    CHECK(with("gone.yaml") ==
          "DIR/api.yaml:3:11: error: the reference 'gone.yaml' leads to no file: there is no "
          "'DIR/gone.yaml'   [reference.no-file]\n"
          "  3 | x: {$ref: 'gone.yaml'}\n"
          "    |           ^\n"
          "  hint: create it, or correct the reference\n");
    CHECK(api.referenced == std::vector<std::string>{api.folder.path() + "/gone.yaml"});
  }
  SUBCASE("a folder above") {
    CHECK(with("../" + std::filesystem::path(outside.path()).filename().string() + "/secret.yaml")
              .find("' leads out of the folder 'DIR'   [reference.outside]") != std::string::npos);
    CHECK(api.referenced.empty());
  }
  SUBCASE("a link that leads out") {
    std::filesystem::create_symlink(outside.path() + "/secret.yaml",
                                    api.folder.path() + "/link.yaml");
    CHECK(with("link.yaml").find("' leads out of the folder 'DIR'   [reference.outside]") !=
          std::string::npos);
  }
  SUBCASE("an absolute path") {
    CHECK(with("/etc/passwd").find("is an absolute path   [reference.outside]") !=
          std::string::npos);
  }
  SUBCASE("a file with mistakes") {
    api.write("bad.yaml", "a: [1\n");
    const std::string said = with("bad.yaml#/a");
    CHECK(said.find("\nDIR/bad.yaml:") != std::string::npos);
    CHECK(said.find("leads to a file that cannot be read   [reference.unreadable]") !=
          std::string::npos);
  }
  SUBCASE("nothing in that file") {
    api.write("empty.yaml", "a: 1\n");
    CHECK(with("empty.yaml#/b").find("the reference 'empty.yaml#/b' leads nowhere") !=
          std::string::npos);
  }
}

TEST_CASE(
    "schemas follow references into other files, which are read in the dialect of the entry") {
  Api api;
  api.write("api.yaml",
            "openapi: 3.1.0\npaths: {}\nx: {type: array, items: {$ref: 'pet.yaml#/Pet'}}\n");
  api.write("pet.yaml", "Pet: {type: [string, 'null'], minLength: 2}\n");
  const Located node = below(api.root(), "/x");
  const Schema schema(node, api.findings);
  CHECK(api.said() == "");
  CHECK(schema.validate(Json::parse(R"(["ab", null])")).empty());
  const auto errors = schema.validate(Json::parse(R"(["a"])"));
  REQUIRE(errors.size() == 1);
  CHECK(to_string(schema.place_of(errors[0])) == api.folder.path() + "/pet.yaml:1:42");
}

TEST_CASE("files that lead to ever more files come to an end") {
  EndlessFiles files;
  Findings findings;
  const auto description =
      describe({read_json_text("api.json", R"({"$ref": "next"})", findings)}, false, files);
  const Document* last = description->entries().front().get();
  const Description::Link* link = description->link(*last, "next");
  while (link != nullptr && link->document != nullptr) {
    last = link->document;
    link = description->link(*last, "next");
  }
  REQUIRE(link != nullptr);
  CHECK(link->code == "reference.too-many-files");
  CHECK(link->message == "leads to more than 20,000 files");
  CHECK(files.opened == 20'001);
}

TEST_CASE("a circle of references names its places") {
  Api api;
  api.write("api.yaml", std::string(kHead) + "x: {$ref: 'a.yaml#/y'}\n");
  api.write("a.yaml", "y: {$ref: 'api.yaml#/x'}\n");
  CHECK_FALSE(api.followed("/x"));
  CHECK(api.said() ==
        "DIR/api.yaml:3:11: error: the reference 'a.yaml#/y' leads back to itself, over "
        "DIR/a.yaml:1:11   [reference.circle]\n"
        "  3 | x: {$ref: 'a.yaml#/y'}\n"
        "    |           ^\n"
        "  hint: point one of the references to a value\n");
}

TEST_CASE("what looks like a reference in data is no mistake, and reads nothing outside") {
  Api api;
  api.write("api.yaml", std::string(kHead) + "x: {enum: [{$ref: '../../etc/passwd'}]}\n");
  api.root();
  CHECK(api.said() == "");
  CHECK(api.referenced.empty());
}

TEST_CASE("in a folder, files that documents refer to are no documents of their own") {
  Api api;
  api.write("api.yaml",
            std::string(kHead) + "x: {$ref: 'pet.yaml'}\ny: {$ref: 'common.yaml#/a'}\n");
  api.write("pet.yaml", "type: object\n");
  api.write("common.yaml", "openapi: 3.0.3\na: {}\n");
  api.write("package.json", "{}");
  api.write("README.md", "# About\n");
  const auto documents = read_openapi(api.folder.path(), api.findings, api.referenced);
  REQUIRE(documents.size() == 1);
  CHECK(documents.front()->name() == api.folder.path() + "/api.yaml");
  CHECK(api.said() ==
        "DIR/README.md:1:1: warning: the page has no block with an OpenAPI document   "
        "[page.no-document]\n"
        "  1 | # About\n"
        "    | ^\n"
        "  hint: put it between fences whose first line is ```yaml or ```json\n"
        "DIR/package.json:1:1: warning: this is no OpenAPI document, and none refers to it: it is "
        "left out   [file.not-openapi]\n"
        "  1 | {}\n"
        "    | ^\n"
        "  hint: add `openapi: 3.0.3` if it is one, or keep it elsewhere\n");
}

TEST_CASE("pages of one folder lend each other their components") {
  Api api;
  api.write("a.md",
            "```yaml\n" + std::string(kHead) + "x: {$ref: '#/components/schemas/P'}\n```\n");
  api.write("b.md",
            "```yaml\n" + std::string(kHead) + "components: {schemas: {P: {type: string}}}\n```\n");
  const auto documents = read_openapi(api.folder.path(), api.findings, api.referenced);
  REQUIRE(documents.size() == 2);
  const Located found = resolve(node_at(documents[0], "/x"), api.findings);
  REQUIRE(found);
  CHECK(found.value->dump() == R"({"type":"string"})");
  CHECK(found.document == documents[1]);
  CHECK(api.said() == "");
}

}  // namespace emulator
