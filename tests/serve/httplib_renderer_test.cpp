#include "emulator/serve/httplib_renderer.h"

#include <doctest/doctest.h>

#include "emulator/serve/httplib_process.h"

using namespace emulator;

namespace {

// The shapes of cpp-httplib's classes, each as a release declares it.
struct FakeRequest {};
struct FakeStream {
  std::string written;
};
struct FakeServerOf011 {
  bool process_request(FakeStream& stream, bool close_connection, bool& connection_closed,
                       const std::function<void(FakeRequest&)>& setup_request) {
    stream.written = close_connection && !connection_closed && !setup_request ? "0.11" : "";
    return true;
  }
};
struct FakeServerOf018 {
  bool process_request(FakeStream& stream, const std::string& remote_address, int remote_port,
                       const std::string& local_address, int local_port, bool close_connection,
                       bool& connection_closed,
                       const std::function<void(FakeRequest&)>& setup_request) {
    const bool nowhere =
        remote_address.empty() && remote_port == 0 && local_address.empty() && local_port == 0;
    stream.written =
        nowhere && close_connection && !connection_closed && !setup_request ? "0.18" : "";
    return true;
  }
};

struct FakeServerWithWebSockets {
  bool process_request(FakeStream& stream, const std::string&, int, const std::string&, int,
                       bool close_connection, bool& connection_closed,
                       const std::function<void(FakeRequest&)>& setup_request,
                       bool* websocket_upgraded = nullptr) {
    const bool plain = close_connection && !connection_closed && !setup_request;
    stream.written = plain && !websocket_upgraded ? "later" : "";
    return true;
  }
};

template <class FakeServer>
std::string processed_by() {
  // As the renderer does: from a class of its own that derives from the library's.
  struct Ours : FakeServer {
    std::string run() {
      FakeStream stream;
      wire::process_with(*this, &Ours::process_request, stream, true);
      return stream.written;
    }
  };
  return Ours().run();
}

}  // namespace

TEST_CASE("cpp-httplib writes the lines it is given in their order, and no others") {
  wire::HttplibRenderer renderer;
  for (int i = 0; i < 2; ++i) {
    CHECK(renderer.head(200, {{"X-B", "1"}, {"X-A", ""}, {"X-B", "2"}}) ==
          "HTTP/1.1 200 OK\r\nX-B: 1\r\nX-A: \r\nX-B: 2\r\n\r\n");
    CHECK(renderer.head(404, {{"Date", "then"}}) == "HTTP/1.1 404 Not Found\r\nDate: then\r\n\r\n");
  }
}

TEST_CASE("the library's function is called in the shape that its release has") {
  CHECK(processed_by<FakeServerOf011>() == "0.11");
  CHECK(processed_by<FakeServerOf018>() == "0.18");
  CHECK(processed_by<FakeServerWithWebSockets>() == "later");
}
