#include "emulator/model/loading.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/folder.h"

using namespace emulator;

namespace {

const std::string kHello = "openapi: 3.0.3\npaths: {}\n";

std::vector<std::string> names_of(const std::vector<DocumentPtr>& documents) {
  std::vector<std::string> names;
  for (const DocumentPtr& document : documents)
    names.push_back(std::filesystem::path(document->name()).filename());
  return names;
}

std::string only_finding(const Findings& findings) {
  REQUIRE(findings.sorted().size() == 1);
  return to_text(findings.sorted()[0]);
}

}  // namespace

TEST_CASE(
    "a folder's files are read in the order of their names, hidden and other files left out") {
  const support::Folder folder;
  for (const char* name :
       {"b.yml", "a.yaml", "c.json", ".hidden.yaml", "notes.txt", "below/d.yaml"}) {
    folder.write(name, std::string(name) == "c.json" ? "{}" : kHello);
  }
  folder.write("page.md", "```yaml\n" + kHello + "```\n");
  Findings findings;
  CHECK(names_of(read_path(folder.path(), FileKind::kDocuments, findings)) ==
        std::vector<std::string>{"a.yaml", "b.yml", "c.json", "page.md"});
  CHECK(findings.empty());
  CHECK(names_of(read_path(folder.path(), FileKind::kFixtures, findings)) ==
        std::vector<std::string>{"a.yaml", "b.yml", "c.json"});
}

TEST_CASE("what looks like a fixture file and is not read is warned of") {
  const support::Folder folder;
  for (const char* name :
       {"a.yaml", "README.md", "notes.txt", "README", "old.yaml.bak", ".b.YAML", ".git/c.yaml",
        "mappings/a.json", "__files/b.json", "openapi/api.yaml", "texts/notes.txt"})
    folder.write(name, std::string(name) == "a.yaml" ? "{}" : "");
  const auto read = [&] {
    Findings findings;
    CHECK(read_path(folder.path(), FileKind::kFixtures, findings).size() == 1);
    return findings;
  };
  CHECK(read().empty());
  for (const char* name : {"x.YAML", "x.yaml.txt", "x.Json"}) {
    SUBCASE(name) {
      const std::string path = folder.write(name, "{}");
      CHECK(only_finding(read()) ==
            path +
                ": warning: this file is not read   [fixture.not-read]\n"
                "  hint: fixtures are files that end in .yaml, .yml or .json, in small letters; "
                "rename it, or move it elsewhere");
    }
  }
  SUBCASE("a folder with such files") {
    folder.write("below/d.yaml", "{}");
    CHECK(only_finding(read()) ==
          folder.path() +
              "/below: warning: the files of this folder are not read   [fixture.not-read]\n"
              "  hint: fixtures are the files that end in .yaml, .yml or .json directly in '" +
              folder.path() + "'; move them there, or the folder elsewhere");
  }
}

TEST_CASE("a folder without such files says which it wants, and names its folders") {
  const support::Folder folder;
  folder.write("inner/a.yaml", kHello);
  Findings findings;
  CHECK(read_path(folder.path(), FileKind::kFixtures, findings).empty());
  CHECK(only_finding(findings) ==
        folder.path() +
            ": error: the folder has no file that ends in .yaml, .yml or .json   [file.none]\n"
            "  hint: name one of its folders: 'inner'");
}

TEST_CASE("a fixture file with nothing in it is a warning, an empty document an error") {
  const support::Folder folder;
  for (const char* name : {"empty.yaml", "empty.json", "comment.yaml"}) {
    CAPTURE(name);
    const std::string path =
        folder.write(name, std::string(name) == "comment.yaml" ? "# users\n" : "");
    Findings findings;
    CHECK(read_path(path, FileKind::kFixtures, findings).empty());
    const bool has_line = std::string(name) == "comment.yaml";
    CHECK(only_finding(findings) ==
          path + ":1:1: warning: there is nothing in this fixture file   [fixture.empty]\n" +
              (has_line ? "  1 | # users\n    | ^\n" : "") +
              "  hint: it is passed over; write 'NAME: {records: [{…}]}' to add records to a "
              "collection, with `key: [id]` in it if the collection is a new one, or remove the "
              "file");
    Findings of_documents;
    read_path(path, FileKind::kDocuments, of_documents);
    CHECK(of_documents.has_errors());
  }
}

TEST_CASE("a link that leads nowhere is told: what it should have given is missed") {
  const support::Folder folder;
  folder.write("a.yaml", kHello);
  std::filesystem::create_symlink("gone.yaml", folder.path() + "/link.yaml");
  std::filesystem::create_symlink("gone.txt", folder.path() + "/link.txt");
  Findings findings;
  CHECK(names_of(read_path(folder.path(), FileKind::kDocuments, findings)) ==
        std::vector<std::string>{"a.yaml"});
  CHECK(only_finding(findings) ==
        folder.path() +
            "/link.yaml: error: this link leads nowhere   [file.broken-link]\n"
            "  hint: correct it, or remove it");
}

TEST_CASE("a link that leads out of the folder is not followed, one inside it is") {
  const support::Folder folder, outside;
  folder.write("a.yaml", kHello);
  std::filesystem::create_symlink(outside.write("secret.yaml", kHello),
                                  folder.path() + "/link.yaml");
  std::filesystem::create_symlink("a.yaml", folder.path() + "/same.yaml");
  Findings findings;
  CHECK(names_of(read_path(folder.path(), FileKind::kDocuments, findings)) ==
        std::vector<std::string>{"a.yaml", "same.yaml"});
  CHECK(only_finding(findings) ==
        folder.path() +
            "/link.yaml: error: this link leads out of the folder   [file.outside]\n"
            "  hint: copy the file into the folder");
}
