#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "emulator/model/message.h"

namespace emulator {

/// status  0: there was no answer, and `body` says why
/// nobody  because nobody listens there
struct HttpAnswer {
  int status = 0;
  std::string body;
  bool nobody = false;
};

/// patience   for connecting and for each step of the answer
/// authority  a file of CAs in PEM, for https; "": that of the local CA
struct HttpQuestion {
  std::string method = "GET";
  std::string target;
  std::vector<Header> headers{};
  std::string body{};
  std::chrono::milliseconds patience{2'000};
  std::string authority{};
};

/// Whether it is an address that can be asked, such as http://127.0.0.1:8080.
bool is_server_url(const std::string& url);

/// Asks "http://host:port", or https, an emulator about itself: one connection, an answer of at most 80 MiB.
HttpAnswer ask_http(const std::string& url, const HttpQuestion& question);

}  // namespace emulator
