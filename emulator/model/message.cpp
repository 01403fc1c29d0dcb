#include "emulator/model/message.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

std::string_view without_white_space_around(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Appends the parts of a head and remembers where each went. The views are made when the text
/// has its final address.
class HeadWriter {
 public:
  struct Span {
    std::size_t offset = 0;
    std::size_t size = 0;
    std::string_view in(const std::string& text) const {
      return std::string_view(text).substr(offset, size);
    }
  };

  Span append(std::string_view part) {
    const Span span{text_.size(), part.size()};
    text_ += part;
    return span;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

struct Phrase {
  int status;
  std::string_view text;
};

// The IANA registry of HTTP status codes, in ascending order.
constexpr Phrase kPhrases[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {102, "Processing"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {207, "Multi-Status"},
    {208, "Already Reported"},
    {226, "IM Used"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {423, "Locked"},
    {424, "Failed Dependency"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {506, "Variant Also Negotiates"},
    {507, "Insufficient Storage"},
    {508, "Loop Detected"},
    {511, "Network Authentication Required"},
};

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return x == y || to_lower(x) == to_lower(y);
         });
}

const HeaderLine* Request::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const HeaderLine& line) {
    return equal_ignoring_case(line.name, name);
  });
  return found == headers.end() ? nullptr : &*found;
}

std::size_t Request::header_count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(headers.begin(), headers.end(),
                    [&](const HeaderLine& line) { return equal_ignoring_case(line.name, name); }));
}

const std::string* Response::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& header) {
    return equal_ignoring_case(header.name, name);
  });
  return found == headers.end() ? nullptr : &found->value;
}

Request make_request(std::string_view method, std::string_view target,
                     const std::vector<Header>& headers, std::string body) {
  HeadWriter writer;
  const auto method_span = writer.append(method);
  writer.append(" ");
  const auto target_span = writer.append(target);
  writer.append(" ");
  const auto version_span = writer.append("HTTP/1.1");
  writer.append("\r\n");
  std::vector<std::pair<HeadWriter::Span, HeadWriter::Span>> lines;
  lines.reserve(headers.size());
  for (const auto& header : headers) {
    const auto name = writer.append(header.name);
    writer.append(": ");
    lines.emplace_back(name, writer.append(header.value));
    writer.append("\r\n");
  }
  writer.append("\r\n");

  Request request;
  request.head = std::make_shared<const std::string>(writer.take());
  request.method = method_span.in(*request.head);
  request.target = target_span.in(*request.head);
  request.version = version_span.in(*request.head);
  request.headers.reserve(lines.size());
  for (const auto& [name, value] : lines) {
    request.headers.push_back(
        {name.in(*request.head), without_white_space_around(value.in(*request.head))});
  }
  request.body = std::move(body);
  return request;
}

std::string_view reason_phrase(int status) {
  const auto found =
      std::lower_bound(std::begin(kPhrases), std::end(kPhrases), status,
                       [](const Phrase& phrase, int wanted) { return phrase.status < wanted; });
  return found != std::end(kPhrases) && found->status == status ? found->text : std::string_view();
}

}  // namespace emulator
