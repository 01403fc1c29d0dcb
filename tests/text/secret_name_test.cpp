#include "emulator/text/secret_name.h"

#include <doctest/doctest.h>

using namespace emulator;

TEST_CASE("names that speak of secrets are known in any case") {
  for (const char* name :
       {"Authorization", "PROXY-authorization", "cookie", "Set-Cookie", "X-Api-Key", "api_key",
        "access_token", "clientSecret", "password", "X-Auth", "authKey", "x_auth", "userAuth",
        "AWSAccessKeyId", "X-Amz-Credential", "sig", "X-Forwarded-Authorization", "PHPSESSID",
        "connect.sid"}) {
    CAPTURE(name);
    CHECK(is_secret_name(name));
  }
  for (const char* name : {"", "userId", "Accept", "x-api-version", "key", "author",
                           "WWW-Authenticate", "side", "design", "cookies"}) {
    CAPTURE(name);
    CHECK_FALSE(is_secret_name(name));
  }
}
