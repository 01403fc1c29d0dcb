#include "emulator/serve/answer_renderer.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <stdexcept>

#include "emulator/serve/http_syntax.h"

namespace emulator::wire {
namespace {

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
  if (first == text.end()) return;
  std::copy_if(first, text.end(), std::back_inserter(to), [](char c) { return !is_control(c); });
}

/// cpp-httplib knows fewer reasons, and lets nobody choose one.
std::string with_reason(const std::string& head, std::string_view reason) {
  constexpr std::size_t kBeforeReason = std::string_view("HTTP/1.1 200 ").size();
  std::string out = head.substr(0, kBeforeReason);
  append_without_controls(out, reason);
  return out += head.substr(head.find("\r\n"));
}

/// Where the empty values of these lines belong in a head.
std::vector<std::size_t> places_in(std::string_view head, const std::vector<Header>& lines) {
  const auto expect = [&](bool as_known) {
    if (!as_known)
      throw std::logic_error("this release of cpp-httplib writes heads in another shape");
  };
  std::vector<std::size_t> places;
  std::size_t at = head.find("\r\n") + 2;
  for (const Header& line : lines) {
    const std::string begin = line.name + ": ";
    expect(head.substr(at, begin.size()) == begin);
    at += begin.size();
    if (line.value.empty()) places.push_back(at);
    expect(head.substr(at, line.value.size() + 2) == line.value + "\r\n");
    at += line.value.size() + 2;
  }
  expect(head.substr(at) == "\r\n");
  return places;
}

}  // namespace

/// The lines that say where the message ends, and what becomes of the connection.
struct AnswerRenderer::Framing {
  bool sized = false;
  bool chunked = false;
  const char* connection = nullptr;  ///< value of that header; null: there is none
  bool operator==(const Framing&) const = default;
};

/// status, reason, framing, names  what makes the kind
/// kept     which of the answer's headers are sent
/// dated    one of them is a Date
/// lines    what is sent, with empty values where they are to be filled in
/// text     what cpp-httplib made of the lines, with the reason
/// places   of the values in it
struct AnswerRenderer::Kind {
  int status = 200;
  std::string reason;
  Framing framing;
  std::vector<std::string> names;

  std::vector<std::size_t> kept;
  bool dated = false;
  std::vector<Header> lines;
  std::string text;
  std::vector<std::size_t> places;

  bool has(const Response& response, int wanted_status, const Framing& wanted) const {
    return status == wanted_status && framing == wanted && reason == response.reason &&
           std::equal(
               names.begin(), names.end(), response.headers.begin(), response.headers.end(),
               [](const std::string& name, const Header& header) { return name == header.name; });
  }
};

// A release that writes heads in another shape is noticed when a listener is made, not by its first client.
AnswerRenderer::AnswerRenderer() {
  Response any;
  any.headers = {{"Content-Type", "a"}, {"content-type", "b"}};
  make_kind(any, 200, {.sized = true});
}
AnswerRenderer::~AnswerRenderer() = default;

Rendered AnswerRenderer::render(const Response& response, Form form) {
  const int status = response.status < 200 || response.status > 999 ? 500 : response.status;
  const bool bare = has_no_content(status);
  const Framing framing{!bare && !form.streamed, !bare && form.streamed && !form.http10,
                        form.close    ? "close"
                        : form.http10 ? "keep-alive"
                                      : nullptr};
  const Kind& kind = kind_of(response, status, framing);
  collect_values(kind, response);
  const bool has_content = !form.to_head && !bare;
  const bool sends_body = has_content && !form.streamed && response.body && !response.body->empty();
  return {head(kind), sends_body ? response.body : nullptr, has_content};
}

const AnswerRenderer::Kind& AnswerRenderer::kind_of(const Response& response, int status,
                                                    Framing framing) {
  const auto found = std::find_if(kinds_.begin(), kinds_.end(), [&](const auto& kind) {
    return kind->has(response, status, framing);
  });
  if (found != kinds_.end()) {
    std::rotate(kinds_.begin(), found, found + 1);
  } else {
    if (kinds_.size() == kMostKinds) kinds_.pop_back();
    kinds_.insert(kinds_.begin(), make_kind(response, status, framing));
  }
  return *kinds_.front();
}

std::unique_ptr<AnswerRenderer::Kind> AnswerRenderer::make_kind(const Response& response,
                                                                int status, Framing framing) {
  auto kind = std::make_unique<Kind>();
  kind->status = status;
  kind->reason = response.reason;
  kind->framing = framing;
  for (std::size_t i = 0; i < response.headers.size(); ++i) {
    const std::string& name = response.headers[i].name;
    kind->names.push_back(name);
    if (!is_token(name) || is_connection_header(name)) continue;
    kind->dated = kind->dated || equal_ignoring_case(name, "Date");
    kind->kept.push_back(i);
    kind->lines.push_back({name, ""});
  }
  if (!kind->dated) kind->lines.push_back({"Date", ""});
  if (framing.sized) kind->lines.push_back({"Content-Length", ""});
  if (framing.chunked) kind->lines.push_back({"Transfer-Encoding", "chunked"});
  if (framing.connection) kind->lines.push_back({"Connection", framing.connection});
  const bool as_given = !response.reason.empty() && status == response.status;
  kind->text = with_reason(renderer_.head(status, kind->lines),
                           as_given ? response.reason : reason_phrase(status));
  kind->places = places_in(kind->text, kind->lines);
  return kind;
}

void AnswerRenderer::collect_values(const Kind& kind, const Response& response) {
  values_.clear();
  for (const std::size_t i : kind.kept) values_.push_back(response.headers[i].value);
  if (!kind.dated) values_.push_back(date());
  if (!kind.framing.sized) return;
  const std::size_t size = response.body ? response.body->size() : 0;
  const auto end = std::to_chars(length_, length_ + sizeof length_, size).ptr;
  values_.push_back({length_, static_cast<std::size_t>(end - length_)});
}

std::string AnswerRenderer::head(const Kind& kind) const {
  std::string out;
  std::size_t size = kind.text.size();
  for (const std::string_view value : values_) size += value.size();
  out.reserve(size);
  std::size_t done = 0;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    out.append(kind.text, done, kind.places[i] - done);
    append_without_controls(out, values_[i]);
    done = kind.places[i];
  }
  return out.append(kind.text, done);
}

/// RFC 9110 5.6.7, in the C locale whatever the process has; written once a second.
const std::string& AnswerRenderer::date() {
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

}  // namespace emulator::wire
