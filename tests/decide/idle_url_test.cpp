#include "emulator/decide/idle_url.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

std::string why(const char* pattern) { return why_url_fits_nothing(Json::parse(pattern)); }

TEST_CASE("a URL that no call can have is told, with what to write") {
  CHECK(why(R"({"urlPath": "/integrations/shopify order"})") ==
        "no call has the urlPath '/integrations/shopify order', as such characters are sent "
        "percent-encoded; write '/integrations/shopify%20order'");
  CHECK(why("{\"url\": \"/\xc3\xa4?a=1\"}").ends_with("write '/%C3%A4?a=1'"));
  CHECK(why(R"({"urlPathTemplate": "people/{id}"})") ==
        "no call has the urlPathTemplate 'people/{id}', as each begins with '/'");
  CHECK(why(R"({"urlPath": "/a?b=1"})") ==
        "no call has the urlPath '/a?b=1', as it is compared without the query; ask for that by "
        "queryParameters, or use url");
}

TEST_CASE("of a URL that some call may have nothing is told") {
  for (const char* pattern :
       {"{}", R"({"url": "/a?b=1"})", R"({"urlPath": "/a%20b"})", R"({"url": "*"})",
        R"({"urlPattern": "a b"})", R"({"urlPathTemplate": "/a/{b}"})"})
    CHECK(why(pattern) == "");
}

}  // namespace
}  // namespace emulator
