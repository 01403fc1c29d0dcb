#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/text/reading.h"

using namespace emulator;

namespace {

/// A folder of its own, gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "text-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(*this / name, std::ios::binary) << text;
    return *this / name;
  }

 private:
  std::string path_;
};

std::string said_of_file(const std::string& path) {
  Findings findings;
  CHECK(read_document_file(path, findings).empty());
  REQUIRE(findings.sorted().size() == 1);
  return to_text(findings.sorted()[0]);
}

}  // namespace

TEST_CASE("a file is read by the ending of its name") {
  const Folder folder;
  Findings findings;
  const auto yaml = read_document_file(folder.write("a.yaml", "a: 0x10\n"), findings);
  const auto json = read_document_file(folder.write("a.json", "{\"a\": 16}"), findings);
  REQUIRE(yaml.size() == 1);
  REQUIRE(json.size() == 1);
  CHECK(findings.empty());
  CHECK(yaml[0]->root() == json[0]->root());
  CHECK(yaml[0]->name() == folder / "a.yaml");
}

TEST_CASE("a file larger than one read is read to its end") {
  const Folder folder;
  const std::string text = "\"" + std::string(300'000, 'x') + "\"";
  Findings findings;
  const auto documents = read_document_file(folder.write("a.json", text), findings);
  REQUIRE(documents.size() == 1);
  CHECK(documents[0]->text() == text);
}

TEST_CASE("a file that cannot be read is told") {
  const Folder folder;
  CHECK(said_of_file(folder / "none.yaml") ==
        folder / "none.yaml" +
            ": error: cannot be read: No such file or directory   "
            "[file.unreadable]\n"
            "  hint: give the path of a file that this user may read");
}

TEST_CASE("only regular files are read") {
  const Folder folder;
  const std::string tail =
      ": error: is not a regular file   [file.not-regular]\n"
      "  hint: give the path of a YAML, JSON or Markdown file";
  SUBCASE("no folder") { CHECK(said_of_file(folder / ".") == folder / "." + tail); }
  SUBCASE("no FIFO, which might never end") {
    REQUIRE(::mkfifo((folder / "fifo.yaml").c_str(), 0600) == 0);
    CHECK(said_of_file(folder / "fifo.yaml") == folder / "fifo.yaml" + tail);
  }
  SUBCASE("no device") { CHECK(said_of_file("/dev/zero") == "/dev/zero" + tail); }
}

TEST_CASE("a file of more than 64 MiB is refused") {
  const Folder folder;
  const std::string path = folder.write("a.json", "");
  std::filesystem::resize_file(path, 64 * 1024 * 1024 + 1);
  CHECK(said_of_file(path) == path +
                                  ": error: is larger than 64 MiB   [file.too-large]\n"
                                  "  hint: divide it into several files");
}

TEST_CASE("a file that is not UTF-8 is refused with the place") {
  const Folder folder;
  const std::string path = folder.write("a.yaml", "a: 1\nb: caf\xE9\n");
  CHECK(said_of_file(path) == path +
                                  ":2:7: error: this byte does not belong to well-formed UTF-8   "
                                  "[file.encoding]\n"
                                  "  2 | b: caf\xE9\n"
                                  "    |       ^\n"
                                  "  hint: save the file as UTF-8");
}
