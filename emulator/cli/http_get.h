#pragma once

#include <string>

namespace emulator {

/// status  0: there was no answer, and `body` says why
struct HttpAnswer {
  int status = 0;
  std::string body;
};

/// A plain GET to "http://host:port", for asking an emulator about itself: one connection, at most two seconds for each
/// step, at most 16 MiB.
HttpAnswer http_get(const std::string& url, const std::string& target);

}  // namespace emulator
