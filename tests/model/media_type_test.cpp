#include "emulator/model/media_type.h"

#include <doctest/doctest.h>

using namespace emulator;

TEST_CASE("a media type is compared without case and without parameters") {
  CHECK(same_media_type("application/json", "Application/JSON; charset=utf-8"));
  CHECK(same_media_type("text/*", "text/plain"));
  CHECK(same_media_type("*/*", "text/plain"));
  CHECK_FALSE(same_media_type("text/*", "image/png"));
  CHECK(is_json_media_type("application/problem+json; a=b"));
  CHECK(is_json_media_type("Application/Json"));
  CHECK_FALSE(is_json_media_type("application/jsonl"));
  CHECK(is_text_media_type("Text/CSV"));
  CHECK_FALSE(is_text_media_type("application/text"));
}

TEST_CASE("a range names a type the more closely the more it says") {
  CHECK(closeness_of("text/plain", "Text/Plain") == 3);
  CHECK(closeness_of("text/*", "text/plain") == 2);
  CHECK(closeness_of("application/*+json", "application/vnd.a+JSON") == 2);
  CHECK(closeness_of("application/*+json", "application/json") == 0);
  CHECK(closeness_of("*", "text/plain") == 1);
  CHECK(closeness_of("text", "text/plain") == 0);
}

TEST_CASE("a parameter of a value is found with and without quotes") {
  CHECK(parameter_of("multipart/form-data; boundary=abc", "Boundary") == "abc");
  CHECK(parameter_of("a; x ; y = \" 1;\\\"2\" ;z=3", "y") == " 1;\"2");
  CHECK(parameter_of("a; x ; y = \"1;2\" ;z=3", "z") == "3");
  CHECK(parameter_of("form-data; filename=\"name=x\"; name=y", "name") == "y");
  CHECK(parameter_of("a; x=", "x") == "");
  CHECK_FALSE(parameter_of("a; x", "x").has_value());
  CHECK_FALSE(parameter_of("a", "a").has_value());
}
