#include "emulator/serve/httplib_renderer.h"

#include <httplib.h>

#include <algorithm>
#include <ctime>
#include <string_view>

#include "emulator/serve/http_syntax.h"
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

/// RFC 9110 6.4.1 and 8.6: these have neither content nor a length.
bool has_no_content(int status) { return status < 200 || status == 204 || status == 304; }

/// Says where a message ends or what becomes of the connection: ours alone to say.
bool is_connection_header(std::string_view name) {
  constexpr std::string_view kOurs[] = {"Content-Length", "Transfer-Encoding", "Connection",
                                        "Keep-Alive"};
  return std::any_of(std::begin(kOurs), std::end(kOurs),
                     [&](std::string_view ours) { return equal_ignoring_case(ours, name); });
}

void append_without_controls(std::string& to, std::string_view text) {
  const auto first = std::find_if(text.begin(), text.end(), [](char c) { return is_control(c); });
  to.append(text.begin(), first);
  std::copy_if(first, text.end(), std::back_inserter(to), [](char c) { return !is_control(c); });
}

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

  Rendered render(const Response& response, Form form) {
    status_ = response.status < 200 || response.status > 999 ? 500 : response.status;
    write_lines(response, form);
    stream_.restart();
    process_with(*this, &Server::process_request, stream_, kClose);
    const bool has_content = !form.to_head && !has_no_content(status_);
    const bool sends_body =
        has_content && !form.streamed && response.body && !response.body->empty();
    return {with_reason(response), sends_body ? response.body : nullptr, has_content};
  }

 private:
  /// Date is in every answer, so there is a first line.
  void write_lines(const Response& response, Form form) {
    lines_.clear();
    first_name_.clear();
    bool dated = false;
    for (const auto& header : response.headers) {
      if (!is_token(header.name) || is_connection_header(header.name)) continue;
      dated = dated || equal_ignoring_case(header.name, "Date");
      write_line(header.name, header.value);
    }
    if (!dated) write_line("Date", date());
    write_framing(response, form);
    if (form.close)
      write_line("Connection", "close");
    else if (form.http10)
      write_line("Connection", "keep-alive");
  }

  void write_framing(const Response& response, Form form) {
    if (has_no_content(status_)) return;
    if (!form.streamed)
      write_line("Content-Length", std::to_string(response.body ? response.body->size() : 0));
    else if (!form.http10)
      write_line("Transfer-Encoding", "chunked");
  }

  void write_line(std::string_view name, std::string_view value) {
    if (first_name_.empty()) {
      first_name_ = name;
    } else {
      (lines_ += "\r\n").append(name) += ": ";
    }
    append_without_controls(lines_, value);
  }

  /// cpp-httplib knows fewer reasons, and lets nobody choose one.
  std::string with_reason(const Response& response) const {
    constexpr std::size_t kBeforeReason = std::string_view("HTTP/1.1 200 ").size();
    const std::string_view written = stream_.written();
    std::string head;
    head.reserve(written.size() + response.reason.size() + 32);
    head += written.substr(0, kBeforeReason);
    if (response.reason.empty() || status_ != response.status) {
      head += reason_phrase(status_);
    } else {
      append_without_controls(head, response.reason);
    }
    return head += written.substr(written.find("\r\n"));
  }

  /// RFC 9110 5.6.7, in the C locale whatever the process has; written once a second.
  const std::string& date() {
    constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto now = std::time(nullptr);
    if (now == date_of_) return date_;
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[parts.tm_wday],
                  parts.tm_mday, kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour,
                  parts.tm_min, parts.tm_sec);
    date_of_ = now;
    return date_ = text;
  }

  // What is being rendered; lines_ begins with the value of the first header.
  int status_ = 200;
  std::string first_name_;
  std::string lines_;
  MemoryStream stream_;

  std::time_t date_of_ = 0;
  std::string date_;
};

HttplibRenderer::HttplibRenderer() : server_(std::make_unique<Server>()) {}
HttplibRenderer::~HttplibRenderer() = default;

Rendered HttplibRenderer::render(const Response& response, Form form) {
  return server_->render(response, form);
}

}  // namespace emulator::wire
