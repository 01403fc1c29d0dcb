#include "emulator/cli/port_file.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

std::string sha256(const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  EVP_Digest(text.data(), text.size(), digest, &length, EVP_sha256(), nullptr);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < length; ++i) out += {kHex[digest[i] >> 4], kHex[digest[i] & 15]};
  return out;
}

}  // namespace

std::string port_file_content(const std::vector<std::string>& urls,
                              const std::vector<DocumentPtr>& documents) {
  Json list = Json::array();
  for (const DocumentPtr& document : documents) {
    list.push_back({{"name", document->name()}, {"sha256", sha256(document->text())}});
  }
  const Json content{
      {"url", urls.front()}, {"urls", urls}, {"pid", ::getpid()}, {"documents", std::move(list)}};
  return content.dump(2) + "\n";
}

void write_atomically(const std::string& path, const std::string& content) {
  std::error_code unknown;
  const auto status = std::filesystem::status(path, unknown);
  // A pipe or a device is written to: a new file in its place would reach nobody, and take the device from all.
  const bool in_place = std::filesystem::is_other(status);
  const std::string beside = in_place ? path : path + "." + std::to_string(::getpid());
  const auto fail = [&] {
    const std::string reason = std::strerror(errno);
    if (!in_place) std::remove(beside.c_str());
    throw std::runtime_error("the port file " + in_quotes(path) + " cannot be written: " + reason +
                             "; name a file in a folder that exists and is writable");
  };
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << content << std::flush;
  if (!file) fail();
  file.close();
  if (!in_place && std::rename(beside.c_str(), path.c_str()) != 0) fail();
}

}  // namespace emulator
