#include "emulator/model/content_coding.h"

#include <doctest/doctest.h>

#include "emulator/text/base64.h"

using namespace emulator;

namespace {

// Made with Python's gzip and zlib from kPlain.
const std::string kPlain = R"({"event":"installed"})";
const std::string kGzip =
    from_base64("H4sIAAAAAAACA6tWSi1LzStRslLKzCsuSczJSU1RqgUAOeEdQxUAAAA=").value();
const std::string kZlib = from_base64("eNqrVkotS80rUbJSyswrLknMyUlNUaoFAFKsB50=").value();
const std::string kDeflate = from_base64("q1ZKLUvNK1GyUsrMKy5JzMlJTVGqBQA=").value();

std::string content(const std::string& coding, std::string body) {
  std::string storage;
  const Request request =
      make_request("POST", "/", {{"Content-Encoding", coding}}, std::move(body));
  return std::string(content_of(request, storage));
}

}  // namespace

TEST_CASE("a body is read without its content coding") {
  CHECK(content("gzip", kGzip) == kPlain);
  CHECK(content("X-GZip", kGzip) == kPlain);
  CHECK(content("deflate", kZlib) == kPlain);
  CHECK(content("identity", kPlain) == kPlain);
  SUBCASE("also where deflate comes without the wrapping of zlib") {
    CHECK(content("deflate", kDeflate) == kPlain);
  }
  SUBCASE("of several members") { CHECK(content("gzip", kGzip + kGzip) == kPlain + kPlain); }
  SUBCASE("the last coding first") {
    const std::string twice =
        from_base64("eNqT7+ZgAAEm5tVhXrreZ7UDNwWdOqOt53nmpKdv4CpWBsuHss6iQAUA6hsLug==").value();
    CHECK(content("gzip, deflate", twice) == kPlain);
  }
}

TEST_CASE("what cannot be decoded is the body as it was sent") {
  CHECK(content("gzip", kPlain) == kPlain);
  CHECK(content("br", "anything") == "anything");
  CHECK(content("gzip", "") == "");
  const std::string torn = kGzip.substr(0, kGzip.size() - 9);
  CHECK(content("gzip", torn) == torn);
  CHECK(content("gzip, gzip, gzip, gzip, gzip", kGzip) == kGzip);
  SUBCASE("and without Content-Encoding nothing is tried") {
    std::string storage;
    const Request request = make_request("POST", "/", {}, kGzip);
    CHECK(content_of(request, storage).data() == request.body.data());
  }
}

TEST_CASE("a small body that becomes a huge one is left as it is") {
  // gzip in gzip, of 10 MiB of zeros, and of one more.
  const std::string most =
      from_base64(
          "H4sIAAAAAAACA+3YOw3CYBhA0a+UoTwCEmCukM4siEAFTTqyoABwgAZW0p3UA+CA1y+D5pzpariLXRHJ"
          "IL9fsuwX9f59fhbjAAAAAHqu7po8zYBYfm7Vag0AAAD03WY+G6UXMHxtH9OJOQIA/+AYbXk9RJziC161"
          "MrztJwAA")
          .value();
  const std::string bomb =
      from_base64(
          "H4sIAAAAAAACA+3YvREBURhA0e9ZwbKGEihEsJHQbKIIVdgZoUQJZoQCNajC6AEd+Htl2DknujXc6a6M"
          "rFfcLyn9ot2/z89yGAAAAEDHtbdtkWdAzD7XRbMCAAAAum49GQ/yC+i/No9RZY4AwD84xvy0rFMc4gt3"
          "0q8U7ScAAA==")
          .value();
  CHECK(content("gzip, gzip", most) == std::string(kMostContent, '\0'));
  CHECK(content("gzip, gzip", bomb) == bomb);
}
