#include "emulator/model/multipart.h"

#include <doctest/doctest.h>

using namespace emulator;

namespace {

// "name(type)=content" of each part, parted by '|'; not well formed: "no " and what is missing.
std::string parts_of(std::string_view body, std::string_view boundary = "b") {
  std::string why, out;
  const auto parts = read_multipart(body, boundary, why, 3);
  if (!parts) return "no " + why;
  for (const BodyPart& part : *parts) {
    out += (out.empty() ? "" : "|") + part.name + "(" + std::string(part.content_type) +
           ")=" + std::string(part.content);
    if (part.filename) out += " from " + *part.filename;
  }
  return out;
}

}  // namespace

TEST_CASE("a multipart body is cut at its boundaries") {
  CHECK(parts_of("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\n"
                 "content-disposition: form-data; name=c; filename=\"x;y.txt\"\r\n"
                 "Content-Type: text/plain\r\n\r\n2\r\n3\r\n--b--\r\n") ==
        "a()=1|c(text/plain)=2\r\n3 from x;y.txt");
}

TEST_CASE("line feeds alone end lines too, and what stands outside the boundaries is passed over") {
  CHECK(parts_of("before\n--b  \nContent-Disposition: form-data; name=\"a\"\n\n1\n\n--b--after\n"
                 "--b--\nbehind") == "a()=1\n\n--b--after");
}

TEST_CASE("a boundary inside a line, or with more behind it, is content") {
  CHECK(parts_of("--b\r\n\r\nx --b\r\n--bc\r\n--b--") == "()=x --b\r\n--bc");
}

TEST_CASE("parts without content and bodies without parts") {
  CHECK(parts_of("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b--") == "a()=");
  CHECK(parts_of("--b\r\n--b--") == "()=");
  CHECK(parts_of("--b--") == "");
}

TEST_CASE("what is missing in a body that is not well formed is told") {
  CHECK(parts_of("--b--", "") == "no the parameter 'boundary' of its Content-Type");
  CHECK(parts_of("a=1") == "no a line '--' with the boundary");
  CHECK(parts_of("--b\r\n\r\n1\r\n") == "no the last boundary, with '--' behind it");
  CHECK(parts_of("--b\n\n1\n--b\n\n2\n--b\n\n3\n--b\n\n4\n--b--") == "no at most 3 parts");
}
