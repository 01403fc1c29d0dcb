#include <doctest/doctest.h>

#include <string>

#include "tests/text/reading.h"

using emulator::DocumentPtr;
using emulator::Findings;
using emulator::read_documents;
using emulator::to_string;
using emulator::tests::as_json;
using emulator::tests::read_one;
using emulator::tests::said_about;

namespace {

const std::string kPage =
    "> ## Index\n"
    "\n"
    "# Find a parcel\n"
    "\n"
    "Some ```code``` in the prose, and ` ``` ` too.\n"
    "\n"
    "```bash\n"
    "curl https://example.com\n"
    "```\n"
    "\n"
    "````yaml get /parcels/{parcelId}\n"
    "openapi: 3.0.1\n"
    "info:\n"
    "  version: '5.0'\n"
    "  description: |\n"
    "    ```yaml\n"
    "    openapi: in an example\n"
    "    ```\n"
    "paths: {}\n"
    "````\n"
    "\n"
    "More prose.\n";

}  // namespace

TEST_CASE("a documentation page holds its document between fences") {
  const DocumentPtr document = read_one("docs/parcel.md", kPage);
  CHECK(document->root().dump() ==
        R"({"openapi":"3.0.1","info":{"version":"5.0","description":"```yaml\nopenapi: in an )"
        R"(example\n```\n"},"paths":{}})");
  CHECK(document->name() == "docs/parcel.md");
  CHECK(document->text() == kPage);
  SUBCASE("places are lines of the page") {
    CHECK(to_string(document->place("")) == "docs/parcel.md:12:1");
    CHECK(to_string(document->place("/info/version")) == "docs/parcel.md:14:12");
    CHECK(to_string(document->key_place("/paths")) == "docs/parcel.md:19:1");
  }
  SUBCASE("also for other endings and line ends") {
    std::string page = kPage;
    for (std::size_t at = 0; (at = page.find('\n', at)) != std::string::npos; at += 2) {
      page.replace(at, 1, "\r\n");
    }
    for (const char* name : {"a.MD", "a.mdx", "a.markdown"}) {
      CHECK(read_one(name, page)->root() == document->root());
    }
  }
}

TEST_CASE("fences are those of Markdown") {
  const std::string json = R"({"openapi":"3.0.0"})";
  CHECK(as_json("a.md", "```json\n{\"openapi\": \"3.0.0\"}\n```") == json);
  CHECK(as_json("a.md", "~~~YML title=api\nopenapi: |\n  3.0.0\n  ```\n~~~~ \n") ==
        R"({"openapi":"3.0.0\n```\n"})");
}

TEST_CASE("each block with an OpenAPI document is one; other blocks are prose") {
  Findings findings;
  const auto documents = read_documents("a.md",
                                        "```yaml\nopenapi: 3.0.0\n```\n"
                                        "```yaml\n- just: [an example\n```\n"
                                        "```json\n{\"title\": 1}\n```\n"
                                        "```\nopenapi: not marked\n```\n"
                                        "   ~~~json\n   {\"openapi\": \"3.1.0\"}\n   ~~~\n",
                                        findings);
  CHECK(findings.empty());
  REQUIRE(documents.size() == 2);
  CHECK(documents[0]->root().dump() == R"({"openapi":"3.0.0"})");
  CHECK(documents[1]->root().dump() == R"({"openapi":"3.1.0"})");
  CHECK(to_string(documents[1]->place("/openapi")) == "a.md:14:16");
}

TEST_CASE("a mistake inside a block is told with the line of the page") {
  CHECK(said_about("a.md", "# Page\n\n```yaml\nopenapi: 3.0.0\ninfo: a: b\n```\n") ==
        "a.md:5:8: error: a ':' stands where no value can begin   [yaml.syntax]\n"
        "  5 | info: a: b\n"
        "    |        ^\n"
        "  hint: put the text in quotes if the ':' belongs to it, else check the indentation, and "
        "that each ':' on the line above has a space behind it");
  CHECK(said_about("a.md", "```json\n{\"openapi\": \"3.0.0\",}\n```\n") ==
        "a.md:2:21: error: this is not JSON: unexpected '}'; expected string literal   "
        "[json.syntax]\n"
        "  2 | {\"openapi\": \"3.0.0\",}\n"
        "    |                     ^\n"
        "  hint: remove the comma before it");
}

TEST_CASE("a page without a document is refused") {
  CHECK(said_about("a.md", "# Page\n\n```yaml\na: 1\n```\n") ==
        "a.md:1:1: error: the page has no block with an OpenAPI document   [page.no-document]\n"
        "  1 | # Page\n"
        "    | ^\n"
        "  hint: put it between fences whose first line is ```yaml or ```json");
  CHECK(said_about("a.md", "") ==
        "a.md:1:1: error: the page has no block with an OpenAPI document   [page.no-document]\n"
        "  hint: put it between fences whose first line is ```yaml or ```json");
  SUBCASE("four spaces of indentation are no fence") {
    CHECK(said_about("a.md", "    ```yaml\n    openapi: 3.0.0\n    ```\n") ==
          "a.md:1:1: error: the page has no block with an OpenAPI document   [page.no-document]\n"
          "  1 |     ```yaml\n"
          "    | ^\n"
          "  hint: put it between fences whose first line is ```yaml or ```json");
  }
}

TEST_CASE("a fence that is never closed is told") {
  SUBCASE("an error where it may hold the document; fewer marks do not close it") {
    CHECK(said_about("a.md", "Text\n````yaml\nopenapi: 3.0.0\n```\n~~~~\n") ==
          "a.md:2:1: error: the fence that opens here is never closed   [page.unclosed-fence]\n"
          "  2 | ````yaml\n"
          "    | ^\n"
          "  hint: close it with a line of ````");
  }
  SUBCASE("a warning where it may only hide it") {
    CHECK(said_about("a.md", "```yaml\nopenapi: 3.0.0\n```\n~~~bash\ncurl\n") ==
          "a.md:4:1: warning: the fence that opens here is never closed   [page.unclosed-fence]\n"
          "  4 | ~~~bash\n"
          "    | ^\n"
          "  hint: close it with a line of ~~~");
  }
}
