#include "emulator/cli/local_ca.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "emulator/serve/sockets.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr mode_t kOwnerAlone = 0600;
constexpr mode_t kEverybody = 0644;
constexpr std::size_t kMostNames = 100;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw std::runtime_error("the local CA's file " + in_quotes(path) + ": " + why);
}

/// One process at a time; the lock ends with it.
wire::Fd lock_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::string path = folder + "/lock";
  wire::Fd lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerAlone));
  if (lock.get() < 0 || flock(lock.get(), LOCK_EX) != 0)
    fail(path,
         std::string(std::strerror(errno)) +
             "; let XDG_DATA_HOME name a folder that can be written, or give --cert and --key");
  return lock;
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_file(const std::string& path, const std::string& content, mode_t mode) {
  const std::string beside = path + ".new";
  std::remove(beside.c_str());
  const wire::Fd file(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  const bool written = file.get() >= 0 && write(file.get(), content.data(), content.size()) ==
                                              static_cast<ssize_t>(content.size());
  if (!written || fsync(file.get()) != 0 || std::rename(beside.c_str(), path.c_str()) != 0)
    fail(path, std::strerror(errno));
}

void refuse_readable_key(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return;
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    fail(path,
         "others can read it, so others can be taken for the servers it vouches for; remove "
         "it to get a new one, or chmod 600 it if nobody did");
}

void add_missing(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
}

bool covers(const std::vector<std::string>& permitted, const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::find(permitted.begin(), permitted.end(), name) != permitted.end();
  });
}

std::vector<std::string> names_before(const std::string& file, const std::string& certificate) try {
  return permitted_names(certificate);
} catch (const CertificateError& error) {
  fail(file, std::string(error.what()) + "; remove it to get a new one");
}

}  // namespace

std::string renewal_warning(const LocalAuthority& authority,
                            const std::vector<std::string>& names) {
  return "the local CA was made anew, as the one before could not vouch for all of " +
         listed(names) + "; let the clients trust " + authority.pem_file +
         ", and start emulators that run with the one before again";
}

std::string authority_folder() {
  const char* const data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return std::string(data) + "/alloy-emulator";
  const char* const home = std::getenv("HOME");
  if (home == nullptr || *home != '/')
    throw std::runtime_error(
        "there is no place for the local CA: set XDG_DATA_HOME or HOME to a folder, or give --cert "
        "and --key");
  return std::string(home) + "/.local/share/alloy-emulator";
}

std::string authority_file(const std::string& folder) { return folder + "/ca.pem"; }

std::vector<std::string> served_names(const std::vector<std::string>& hosts,
                                      const std::vector<std::string>& more) {
  std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
  for (const std::string& host : hosts) {
    if (is_certifiable(host)) add_missing(names, {host});
  }
  add_missing(names, more);
  return names;
}

LocalAuthority local_authority(const std::string& folder, std::vector<std::string> names) {
  const wire::Fd lock = lock_folder(folder);
  LocalAuthority authority;
  authority.pem_file = authority_file(folder);
  const std::string key_file = folder + "/ca-key.pem";
  refuse_readable_key(key_file);
  authority.pem = {content_of(authority.pem_file), content_of(key_file)};
  const bool there = !authority.pem.certificate.empty() && !authority.pem.key.empty();
  if (there) {
    const auto before = names_before(authority.pem_file, authority.pem.certificate);
    if (covers(before, names)) return authority;
    if (before.size() < kMostNames) add_missing(names, before);
    authority.renewed = true;
  }
  authority.pem = make_authority(names);
  write_file(key_file, authority.pem.key, kOwnerAlone);
  write_file(authority.pem_file, authority.pem.certificate, kEverybody);
  return authority;
}

}  // namespace emulator
