#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <filesystem>

#include "emulator/serve/listener.h"
#include "tests/support/folder.h"
#include "tests/support/socket_client.h"

using namespace emulator;
using support::SocketClient;

namespace {

/// Answers with who asked.
class PeerService : public Service {
 public:
  void call(Request request, Responder respond) override {
    Response response;
    response.headers = {{"Date", "then"}};
    response.body = std::make_shared<const std::string>(request.client);
    respond(std::move(response));
  }
  Response rejected(const Rejection&) override { return {}; }
  void unanswered() override {}
};

ListenerOptions on_socket(const std::string& path) {
  ListenerOptions options;
  options.unix_path = path;
  return options;
}

/// Asks twice over one connection.
std::string peer_told_at(const std::string& path) {
  SocketClient client(path);
  for (int i = 0; i < 2; ++i) client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string first = client.answer();
  CHECK(client.answer() == first);
  return first.substr(first.find("\r\n\r\n") + 4);
}

std::string why_not(const std::string& path) {
  PeerService service;
  try {
    const Listener listener(on_socket(path), service);
  } catch (const ListenError& error) {
    return error.what();
  }
  return "none";
}

/// What a killed process leaves: a socket that nobody listens on.
void leave_behind(const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  ::close(fd);
}

}  // namespace

TEST_CASE(
    "a Unix socket is served beside the port, for its owner and group, and removed at the end") {
  const support::Folder folder;
  const std::string path = folder.path() + "/emulator.sock";
  {
    PeerService service;
    Listener listener(on_socket(path), service);
    listener.start();
    CHECK(listener.urls().back() == "unix:" + path);
    CHECK(peer_told_at(path) == "unix");
    struct stat found {};
    REQUIRE(stat(path.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0660);
    SocketClient beside(listener.port());
    beside.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(beside.answer().ends_with("\r\n\r\n127.0.0.1"));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a Unix socket that nobody listens on any more is replaced") {
  const support::Folder folder;
  const std::string path = folder.path() + "/emulator.sock";
  leave_behind(path);
  PeerService service;
  Listener listener(on_socket(path), service);
  listener.start();
  CHECK(peer_told_at(path) == "unix");
}

TEST_CASE("what is no place for a Unix socket is told, and left as it is") {
  const support::Folder folder;
  const std::string path = folder.path() + "/emulator.sock";
  SUBCASE("another listens there") {
    PeerService service;
    Listener first(on_socket(path), service);
    first.start();
    CHECK(why_not(path) == "the Unix socket '" + path +
                               "' cannot be used: another program listens on it; choose another "
                               "with --unix");
    CHECK(peer_told_at(path) == "unix");
  }
  SUBCASE("a file is there") {
    folder.write("emulator.sock", "mine");
    CHECK(why_not(path) == "the Unix socket '" + path +
                               "' cannot be used: a file of that name is there; choose another "
                               "with --unix");
    CHECK(support::read_file(path) == "mine");
  }
  SUBCASE("there is no such folder") {
    CHECK(why_not(path + "/none/s") ==
          "the Unix socket '" + path +
              "/none/s' cannot be used: No such file or directory; name a file in a folder that "
              "exists and is writable");
  }
  SUBCASE("the path is too long") {
    CHECK(why_not("/" + std::string(107, 'x'))
              .ends_with("' cannot be used: its path must have 1 to 107 bytes"));
  }
}
