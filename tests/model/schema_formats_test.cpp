#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "emulator/model/schema.h"
#include "tests/model/schema_words.h"

namespace emulator {
namespace {

using namespace schema_words;

TEST_CASE("known formats are demanded, unknown ones are not") {
  struct Row {
    const char* format;
    std::vector<const char*> good;
    std::vector<const char*> bad;
  };
  const std::vector<Row> rows{
      {"date", {"2024-02-29", "2025-12-31"}, {"2025-02-29", "2025-13-01", "2025-1-1", "2025-09"}},
      {"date-time",
       {"2025-09-30T12:00:00Z", "2025-09-30t12:00:00.123+02:00", "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60-08:00"},
       {"2025-09-30 12:00:00Z", "2025-09-30T12:00:00", "2025-09-30T24:00:00Z",
        "2025-09-30T12:00:60Z", "2025-09-30T12:00:00.Z"}},
      {"email",
       {"jane@example.com", "a+b@x.y", "\\\"j d\\\"@x", "j@[127.0.0.1]"},
       {"jane", "@x", "a@", ".a@x", "a..b@x", "a b@x"}},
      {"uuid",
       {"4762a899-8f38-44d9-a091-f4b6eaba386e"},
       {"4762a8998f3844d9a091f4b6eaba386e", "4762a899-8f38-44d9-a091-f4b6eaba386g"}},
      {"uri",
       {"https://a.b/c?d#e", "urn:x", "mailto:a@b"},
       {"/a", "a b:c", "http://a b", "http://a/%zz", "http://\xC3\xA9"}},
      {"ipv4", {"127.0.0.1"}, {"127.0.1", "256.0.0.1", "01.0.0.1", "::1"}},
      {"ipv6", {"::1", "fe80::1:2", "::ffff:1.2.3.4"}, {":::1", "12345::", "1.2.3.4"}},
      {"hostname", {"example.com", "a"}, {"-a.com", "a..b", "a_b", ""}},
      {"byte", {"aGk=", "", "YWJj"}, {"a", "aGk", "a===", "aG k"}},
      {"password", {"anything"}, {}},
      {"who-knows", {"anything"}, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.format);
    const auto schema = compiled(R"({"format":")" + std::string(row.format) + "\"}");
    for (const char* text : row.good) {
      CAPTURE(text);
      CHECK(messages(schema, '"' + std::string(text) + '"').empty());
    }
    for (const char* text : row.bad) {
      CAPTURE(text);
      CHECK(messages(schema, '"' + std::string(text) + '"').size() == 1);
    }
    CHECK(messages(schema, "true").empty());
  }
}

TEST_CASE("a format's message shows how it is meant") {
  CHECK(messages(R"({"format":"date"})", R"("30.9.2025")") ==
        Texts{"must be a date such as 2025-09-30, is the string '30.9.2025'"});
  CHECK(messages(R"({"format":"int32"})", "2147483648") ==
        Texts{"must be an integer of 32 bits, is the number 2147483648"});
  CHECK(allows(R"({"format":"int32"})", "-2147483648"));
  CHECK(allows(R"({"format":"int64"})", "-9223372036854775808"));
  CHECK_FALSE(allows(R"({"format":"int64"})", "9223372036854775808"));
}

}  // namespace
}  // namespace emulator
