#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "emulator/serve/listener.h"
#include "emulator/serve/sockets.h"
#include "emulator/text/quote.h"

namespace emulator::wire {
namespace {

constexpr int kUnixBacklog = 4096;
constexpr mode_t kOwnerAndGroup = 0660;

[[noreturn]] void cannot_use(const std::string& path, const std::string& why) {
  throw ListenError("the Unix socket " + in_quotes(path) + " cannot be used: " + why);
}

const sockaddr* generic_unix(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

Fd unix_socket() { return Fd(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)); }

/// A socket that nobody listens on is what a killed process leaves.
void remove_left_behind(const std::string& path, const sockaddr_un& address) {
  struct stat found {};
  if (lstat(path.c_str(), &found) != 0) return;
  if (!S_ISSOCK(found.st_mode))
    cannot_use(path, "a file of that name is there; choose another with --unix");
  const Fd probe = unix_socket();
  if (connect(probe.get(), generic_unix(address), sizeof address) == 0 || errno == EAGAIN)
    cannot_use(path, "another program listens on it; choose another with --unix");
  unlink(path.c_str());
}

}  // namespace

ListeningSocket listen_on_unix(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path)
    cannot_use(path,
               "its path must have 1 to " + std::to_string(sizeof address.sun_path - 1) + " bytes");
  std::memcpy(address.sun_path, path.c_str(), path.size());
  remove_left_behind(path, address);
  ListeningSocket listening{unix_socket(), "unix:" + path, false};
  const auto fail = [&] {
    cannot_use(path, std::generic_category().message(errno) +
                         "; name a file in a folder that exists and is writable");
  };
  if (bind(listening.fd.get(), generic_unix(address), sizeof address) != 0) fail();
  chmod(path.c_str(), kOwnerAndGroup);
  if (listen(listening.fd.get(), kUnixBacklog) != 0) fail();
  return listening;
}

}  // namespace emulator::wire
