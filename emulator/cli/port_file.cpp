#include "emulator/cli/port_file.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
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

// Only a regular file is opened: reading a pipe would wait for who writes it.
std::string written_text(const std::string& path) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown)) return {};
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// By its pid: a process that runs the same program.
bool is_of_another_that_runs(const std::string& content) {
  const Json written = Json::parse(content, nullptr, false);
  if (!written.is_object() || !written.contains("pid") || !written["pid"].is_number_integer())
    return false;
  const auto pid = written["pid"].get<std::int64_t>();
  std::error_code gone;
  const auto program = std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe", gone);
  return !gone && pid != ::getpid() &&
         program.filename() == std::filesystem::read_symlink("/proc/self/exe", gone).filename();
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

void remove_port_file(const std::string& path) {
  std::error_code unknown;
  if (is_of_another_that_runs(written_text(path))) return;
  if (std::filesystem::is_regular_file(std::filesystem::symlink_status(path, unknown)))
    std::filesystem::remove(path, unknown);
}

PortFile::PortFile(std::string path) : path_(std::move(path)) {}

PortFile::~PortFile() { remove(); }

void PortFile::remove() {
  if (!content_.empty() && written_text(path_) == content_) remove_port_file(path_);
  content_.clear();
}

void PortFile::write(const std::string& content) {
  if (path_.empty()) return;
  std::error_code unknown;
  const auto status = std::filesystem::status(path_, unknown);
  // A pipe or a device is written to: a new file in its place would reach nobody, and take the device from all.
  const bool in_place = std::filesystem::is_other(status);
  const std::string beside = in_place ? path_ : path_ + "." + std::to_string(::getpid());
  const auto fail = [&] {
    const std::string reason = std::strerror(errno);
    if (!in_place) std::remove(beside.c_str());
    throw std::runtime_error("the port file " + in_quotes(path_) + " cannot be written: " + reason +
                             "; name a file in a folder that exists and is writable");
  };
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << content << std::flush;
  if (!file) fail();
  file.close();
  if (!in_place && std::rename(beside.c_str(), path_.c_str()) != 0) fail();
  if (!in_place) content_ = content;
}

}  // namespace emulator
