#include "emulator/serve/gate_head.h"

#include <algorithm>

#include "emulator/model/secrets.h"
#include "emulator/serve/gate_target.h"
#include "emulator/text/ascii.h"

namespace emulator::wire {
namespace {

// The content type "handshake" of a TLS record; no method begins with it.
constexpr char kTlsHandshake = 0x16;

/// "HTTP/2" or "HTTP/1.2": well formed, whether we speak it or not.
bool is_http_version(std::string_view text) {
  if (text.substr(0, 5) != "HTTP/") return false;
  const auto number = text.substr(5);
  return (number.size() == 1 && is_digit(number[0])) ||
         (number.size() == 3 && is_digit(number[0]) && number[1] == '.' && is_digit(number[2]));
}

Verdict check_version(std::string_view version) {
  if (version == "HTTP/1.1" || version == "HTTP/1.0") return std::nullopt;
  if (is_http_version(version))
    return Complaint{505, "gate.version", "the request's version is " + in_quotes(version),
                     "speak HTTP/1.1; switch HTTP/2 without TLS (prior knowledge) off"};
  return Complaint{
      400, "gate.request-line",
      "the request line ends with " + in_quotes(version) + ", which is no HTTP version",
      "send the method, a space, the target, a space and HTTP/1.1"};
}

Complaint bad_method(std::string message) {
  return {400, "gate.method", std::move(message), "a method is a token, like GET"};
}

}  // namespace

Verdict HeadReader::read(std::string_view all) {
  const auto bytes = all.substr(0, limits_->head_bytes);
  while (stage_ != Stage::kDone) {
    if (stage_ == Stage::kRequestLine)
      if (auto complaint = probe_request_line(bytes)) return refuse(probed_ + 1, complaint);
    const auto found = finder_.find(bytes.substr(line_begin_));
    if (found.complaint) return refuse(line_begin_ + found.looked_at, found.complaint);
    if (!found.size)
      return all.size() > bytes.size() ? refuse(bytes.size(), too_large()) : std::nullopt;

    const auto line = bytes.substr(line_begin_, *found.size);
    auto complaint =
        stage_ == Stage::kRequestLine ? take_request_line(line) : take_header_line(bytes, line);
    if (complaint) return refuse(line_begin_ + *found.size + 2, std::move(complaint));
    line_begin_ += *found.size + 2;
  }
  return bad_target_ ? refuse(line_begin_, bad_target_) : std::nullopt;
}

Verdict HeadReader::refuse(std::size_t looked_at, Verdict complaint) {
  refused_at_ = looked_at;
  return complaint && bad_target_ ? bad_target_ : complaint;
}

/// Judges what can be judged before the line ends: a client that speaks something else, or a target
/// without end, is told at once and not after ten seconds.
Verdict HeadReader::probe_request_line(std::string_view bytes) {
  for (; probed_ < bytes.size() && !method_size_; ++probed_) {
    const char c = bytes[probed_];
    if (c == '\r' || c == '\n') return std::nullopt;
    if (c == kTlsHandshake && probed_ == 0)
      return Complaint{400, "gate.tls",
                       "the client begins a TLS handshake, but this port speaks plain HTTP",
                       "use http:// instead of https:// in the client's base URL"};
    if (c == ' ' && probed_ == 0) return bad_method("the request line begins with a space");
    if (c == ' ')
      method_size_ = probed_;
    else if (!is_token_byte(c))
      return bad_method("the method has the byte " + hex(c) + ", which no method has");
  }
  if (!method_size_) return std::nullopt;
  const auto ends_target = [](char c) { return c == ' ' || c == '\r' || c == '\n'; };
  const auto too_long = *method_size_ + limits_->target_bytes + 1;
  const auto part = bytes.substr(0, too_long);
  const auto end =
      std::find_if(part.begin() + static_cast<std::ptrdiff_t>(probed_), part.end(), ends_target);
  probed_ = static_cast<std::size_t>(end - part.begin());
  if (probed_ < too_long || bytes.size() == too_long || ends_target(bytes[probed_]))
    return std::nullopt;
  return Complaint{414, "gate.target-too-long",
                   "the target is longer than " + std::to_string(limits_->target_bytes) + " bytes",
                   "shorten the path or the query"};
}

Verdict HeadReader::take_request_line(std::string_view line) {
  const auto last_space = line.rfind(' ');
  if (!method_size_ || last_space == *method_size_)
    return Complaint{400, "gate.request-line",
                     "the request line " + in_quotes(mask_query(line)) + " has not three parts",
                     "send the method, a space, the target, a space and HTTP/1.1"};
  const auto version = line.substr(last_space + 1);
  const auto target = line.substr(*method_size_ + 1, last_space - *method_size_ - 1);
  if (std::all_of(target.begin(), target.end(), [](char c) { return is_visible_ascii(c); }))
    target_ = {*method_size_ + 1, target.size()};
  if (auto complaint = check_version(version)) return complaint;
  version_ = {last_space + 1, version.size()};
  bad_target_ = check_target(line.substr(0, *method_size_), target);
  stage_ = Stage::kHeaderLines;
  return std::nullopt;
}

Verdict HeadReader::take_header_line(std::string_view bytes, std::string_view line) {
  if (line.empty()) {
    stage_ = Stage::kDone;
    return std::nullopt;
  }
  if (lines_.size() == limits_->header_lines)
    return Complaint{
        431, "gate.header-lines",
        "the request has more than " + std::to_string(limits_->header_lines) + " header lines",
        "send fewer headers"};
  auto field = read_field_line(line);
  if (field.complaint) return std::move(field.complaint);
  const auto span = [&](std::string_view part) {
    return Span{static_cast<std::size_t>(part.data() - bytes.data()), part.size()};
  };
  if (lines_.empty()) lines_.reserve(8);
  lines_.push_back({span(field.line.name), span(field.line.value)});
  return std::nullopt;
}

Verdict HeadReader::too_large() const {
  return Complaint{431, "gate.head-too-large",
                   "the request line and the headers have more than " +
                       std::to_string(limits_->head_bytes) + " bytes",
                   "send fewer or shorter headers"};
}

Request HeadReader::request(std::string_view bytes) const {
  Request request;
  const auto size = done() ? line_begin_
                           : std::min({bytes.size(), limits_->head_bytes,
                                       refused_at_.value_or(limits_->head_bytes)});
  request.head = std::make_shared<const std::string>(bytes.substr(0, size));
  const std::string_view head = *request.head;
  const auto part = [&](Span span) { return head.substr(span.offset, span.size); };
  request.method = method_size_ ? part({0, *method_size_}) : "UNKNOWN";
  request.target = part(target_);
  request.version = part(version_);
  request.headers.reserve(lines_.size());
  for (const auto& line : lines_) request.headers.push_back({part(line.name), part(line.value)});
  return request;
}

}  // namespace emulator::wire
