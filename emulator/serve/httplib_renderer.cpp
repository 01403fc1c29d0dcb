#include "emulator/serve/httplib_renderer.h"

#include <httplib.h>

#include <algorithm>
#include <string_view>

#include "emulator/serve/httplib_process.h"

namespace emulator::wire {
namespace {

// A request that cpp-httplib answers without a look at ranges, codings or content. The body is sent
// by the connection, from where it lies.
constexpr std::string_view kRequest = "GET / HTTP/1.1\r\n\r\n";

// What it says of the connection is replaced by ours; that it closes is said at less cost.
constexpr bool kClose = true;

/// Hands out kRequest and collects what is written. Newer releases ask for more functions than
/// Debian 12's, so none is marked `override`; what a release does not know is never called.
class MemoryStream : public httplib::Stream {
 public:
  bool is_readable() const { return true; }
  bool wait_readable() const { return true; }
  bool is_writable() const { return true; }
  bool wait_writable() const { return true; }
  time_t duration() const { return 0; }

  ssize_t read(char* to, size_t size) {
    const auto part = kRequest.substr(read_, size);
    std::copy(part.begin(), part.end(), to);
    read_ += part.size();
    return static_cast<ssize_t>(part.size());
  }
  ssize_t write(const char* from, size_t size) {
    written_.append(from, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const {}
  void get_local_ip_and_port(std::string&, int&) const {}
  socket_t socket() const { return INVALID_SOCKET; }

  void restart() {
    read_ = 0;
    written_.clear();
  }
  const std::string& written() const { return written_; }

 private:
  std::size_t read_ = 0;
  std::string written_;
};

}  // namespace

class HttplibRenderer::Server : public httplib::Server {
 public:
  Server() {
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& answer) {
      answer.status = status_;
      return HandlerResponse::Handled;
    });
    // Comes after cpp-httplib has added what it adds (Keep-Alive, a length), so that just our
    // headers are written. It keeps headers by name, sorted or not, as its release has it, and
    // spends more on each than on its bytes: it is given the first one, with the lines of the
    // others as the rest of its value. Not set_header: newer releases refuse values that we must
    // keep.
    set_post_routing_handler([this](const httplib::Request&, httplib::Response& answer) {
      answer.headers.clear();
      answer.headers.emplace(first_name_, lines_);
    });
  }

  std::string head(int status, const std::vector<Header>& lines) {
    status_ = status;
    first_name_ = lines.front().name;
    lines_ = lines.front().value;
    for (std::size_t i = 1; i < lines.size(); ++i)
      (((lines_ += "\r\n") += lines[i].name) += ": ") += lines[i].value;
    stream_.restart();
    process_with(*this, &Server::process_request, stream_, kClose);
    return stream_.written();
  }

 private:
  // What is being rendered; lines_ begins with the value of the first header.
  int status_ = 200;
  std::string first_name_;
  std::string lines_;
  MemoryStream stream_;
};

HttplibRenderer::HttplibRenderer() : server_(std::make_unique<Server>()) {}
HttplibRenderer::~HttplibRenderer() = default;

std::string HttplibRenderer::head(int status, const std::vector<Header>& lines) {
  return server_->head(status, lines);
}

}  // namespace emulator::wire
