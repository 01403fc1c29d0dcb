#pragma once

#include <cstdint>
#include <string>

#include "emulator/model/message.h"
#include "emulator/text/json.h"

namespace emulator {

/// 200 with that JSON text.
Response json_answer(std::string text);
Response json_answer(const Json& value);

/// No body, no headers.
Response empty_answer(int status);

/// One of the errors object. The Java client knows no other members and refuses them.
/// pointer  where in the input, a JSON Pointer or the name of a query parameter; empty: left out
/// detail   empty: left out
struct AdminError {
  int code = 10;
  std::string title;
  std::string detail;
  std::string pointer;
};

/// {"errors":[{"code":10,"source":{"pointer":"/a"},"title":"…","detail":"…"}]}
Response error_answer(int status, const AdminError& error);

}  // namespace emulator
