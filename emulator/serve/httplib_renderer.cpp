#include "emulator/serve/httplib_renderer.h"

#include <httplib.h>

#include <algorithm>
#include <ctime>
#include <string_view>

#include "emulator/serve/http_syntax.h"

namespace emulator::wire {
namespace {

// A request that cpp-httplib answers without a look at ranges, codings or content. HEAD: the body is
// sent by the connection, from where it lies.
constexpr std::string_view kRequest = "HEAD / HTTP/1.1\r\n\r\n";

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

std::string without_controls(std::string_view text) {
  std::string result(text);
  result.erase(std::remove_if(result.begin(), result.end(), is_control), result.end());
  return result;
}

/// "Name: value\r\n"
bool is_line_of(std::string_view line, const Header& header) {
  const auto size = header.name.size();
  return line.size() == size + header.value.size() + 4 && line.substr(0, size) == header.name &&
         line.substr(size + 2, header.value.size()) == header.value;
}

/// cpp-httplib keeps headers by name, sorted or not, as its release has it; takes its lines apart
/// and puts them in the order of `headers`.
std::string in_order(std::string_view rendered, const std::string& status_line,
                     const std::vector<Header>& headers) {
  std::vector<std::string_view> lines;
  lines.reserve(headers.size());
  for (auto at = rendered.find("\r\n"); at + 4 < rendered.size();) {
    const auto end = rendered.find("\r\n", at + 2);
    lines.push_back(rendered.substr(at + 2, end - at));
    at = end;
  }
  std::string result;
  result.reserve(rendered.size() + 32);
  result += status_line;
  for (const auto& header : headers) {
    const auto line = std::find_if(lines.begin(), lines.end(), [&](std::string_view candidate) {
      return is_line_of(candidate, header);
    });
    if (line == lines.end()) continue;
    result += *line;
    *line = {};
  }
  return result += "\r\n";
}

}  // namespace

class HttplibRenderer::Server : public httplib::Server {
 public:
  Server() {
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& answer) {
      answer.status = status_;
      return HandlerResponse::Handled;
    });
    // Comes after cpp-httplib has added what it adds (Keep-Alive, Accept-Ranges, a length), so that
    // just our headers are written. Not set_header: newer releases refuse values that we must keep.
    set_post_routing_handler([this](const httplib::Request&, httplib::Response& answer) {
      answer.headers.clear();
      for (const auto& header : headers_) answer.headers.emplace(header.name, header.value);
    });
  }

  Rendered render(const Response& response, Form form) {
    status_ = response.status < 200 || response.status > 999 ? 500 : response.status;
    collect_headers(response, form);
    MemoryStream stream;
    run(&Server::process_request, stream);
    auto phrase = response.reason.empty() || status_ != response.status
                      ? std::string(reason_phrase(status_))
                      : without_controls(response.reason);
    const auto status_line = "HTTP/1.1 " + std::to_string(status_) + " " + phrase + "\r\n";
    const bool sends_body =
        !form.to_head && !has_no_content(status_) && response.body && !response.body->empty();
    return {in_order(stream.written(), status_line, headers_),
            sends_body ? response.body : nullptr};
  }

 private:
  using Setup = const std::function<void(httplib::Request&)>&;

  /// Debian 12's cpp-httplib.
  void run(bool (httplib::Server::*process)(httplib::Stream&, bool, bool&, Setup),
           MemoryStream& stream) {
    bool closed = false;
    (this->*process)(stream, kClose, closed, nullptr);
  }
  /// Later ones take the two addresses as well.
  void run(bool (httplib::Server::*process)(httplib::Stream&, const std::string&, int,
                                            const std::string&, int, bool, bool&, Setup),
           MemoryStream& stream) {
    bool closed = false;
    (this->*process)(stream, std::string(), 0, std::string(), 0, kClose, closed, nullptr);
  }

  void collect_headers(const Response& response, Form form) {
    headers_.clear();
    for (const auto& header : response.headers)
      if (is_token(header.name) && !is_connection_header(header.name))
        headers_.push_back({header.name, without_controls(header.value)});
    if (response.header("Date") == nullptr) headers_.push_back({"Date", date()});
    if (!has_no_content(status_))
      headers_.push_back(
          {"Content-Length", std::to_string(response.body ? response.body->size() : 0)});
    if (form.close)
      headers_.push_back({"Connection", "close"});
    else if (form.http10)
      headers_.push_back({"Connection", "keep-alive"});
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

  // What is being rendered.
  int status_ = 200;
  std::vector<Header> headers_;

  std::time_t date_of_ = 0;
  std::string date_;
};

HttplibRenderer::HttplibRenderer() : server_(std::make_unique<Server>()) {}
HttplibRenderer::~HttplibRenderer() = default;

Rendered HttplibRenderer::render(const Response& response, Form form) {
  return server_->render(response, form);
}

}  // namespace emulator::wire
