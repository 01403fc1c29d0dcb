#include <algorithm>
#include <limits>

#include "emulator/serve/gate_body.h"

namespace emulator::wire {
namespace {

/// Whether one of the comma-separated words of any line with that name is `word`, in any case.
bool lists(const Request& request, std::string_view name, std::string_view word) {
  for (const auto& line : request.headers) {
    if (!equal_ignoring_case(line.name, name)) continue;
    for (auto rest = line.value; !rest.empty();) {
      const auto comma = std::min(rest.find(','), rest.size());
      auto item = rest.substr(0, comma);
      while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
      while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
      if (equal_ignoring_case(item, word)) return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

/// Decimal digits only, as RFC 9110 8.6 has it: no sign, no list.
std::optional<std::uint64_t> number(std::string_view text) {
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  if (text.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value > (kMax - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

Verdict check_host(const Request& request, bool http10) {
  const auto count = request.header_count("Host");
  if (count == 0 && !http10)
    return Complaint{400, "gate.no-host", "the request has no Host header",
                     "HTTP/1.1 needs one, like Host: 127.0.0.1:8080"};
  if (count > 1)
    return Complaint{400, "gate.double-host",
                     "the request has " + std::to_string(count) + " Host headers", "send one"};
  if (count == 1 && !is_host(request.header("Host")->value))
    return Complaint{400, "gate.host",
                     "the Host header " + in_quotes(request.header("Host")->value) +
                         " is not a host with an optional port",
                     "send it like Host: 127.0.0.1:8080"};
  return std::nullopt;
}

Verdict read_transfer_encoding(const Request& request, Framing& framing) {
  const auto* coding = request.header("Transfer-Encoding");
  if (coding == nullptr) return std::nullopt;
  if (framing.http10)
    return Complaint{400, "gate.transfer-encoding", "an HTTP/1.0 request has a Transfer-Encoding",
                     "send Content-Length, or speak HTTP/1.1"};
  if (request.header("Content-Length") != nullptr)
    return Complaint{400, "gate.length-and-encoding",
                     "the request has both Content-Length and Transfer-Encoding",
                     "send one of the two; it says where the body ends"};
  if (request.header_count("Transfer-Encoding") > 1)
    return Complaint{501, "gate.transfer-encoding",
                     "the request has several Transfer-Encoding headers",
                     "send Transfer-Encoding: chunked, or Content-Length"};
  if (!equal_ignoring_case(coding->value, "chunked"))
    return Complaint{501, "gate.transfer-encoding",
                     "the Transfer-Encoding " + in_quotes(coding->value) + " is not supported",
                     "send Transfer-Encoding: chunked, or Content-Length"};
  framing.chunked = true;
  return std::nullopt;
}

Verdict read_content_length(const Request& request, const GateLimits& limits, Framing& framing) {
  const auto* length = request.header("Content-Length");
  if (length == nullptr) return std::nullopt;
  if (request.header_count("Content-Length") > 1)
    return Complaint{400, "gate.double-content-length",
                     "the request has several Content-Length headers", "send one"};
  const auto bytes = number(length->value);
  if (!bytes)
    return Complaint{400, "gate.content-length",
                     "the Content-Length " + in_quotes(length->value) + " is no number of bytes",
                     "send the size of the body in bytes, in decimal digits"};
  if (*bytes > limits.body_bytes)
    return Complaint{413, "gate.body-too-large",
                     "the body has " + std::to_string(*bytes) + " bytes; the limit is " +
                         std::to_string(limits.body_bytes),
                     "send a smaller body"};
  framing.length = *bytes;
  return std::nullopt;
}

Verdict read_expect(const Request& request, Framing& framing) {
  const auto* expect = request.header("Expect");
  if (expect == nullptr || framing.http10) return std::nullopt;
  if (request.header_count("Expect") > 1 || !equal_ignoring_case(expect->value, "100-continue"))
    return Complaint{417, "gate.expectation",
                     "the expectation " + in_quotes(expect->value) + " cannot be met",
                     "only Expect: 100-continue is known; leave the header out"};
  framing.expects_continue = framing.chunked || framing.length > 0;
  return std::nullopt;
}

}  // namespace

std::variant<Framing, Complaint> judge_framing(const Request& request, const GateLimits& limits) {
  Framing framing;
  framing.http10 = request.version == "HTTP/1.0";
  framing.close = lists(request, "Connection", "close") ||
                  (framing.http10 && !lists(request, "Connection", "keep-alive"));
  if (auto complaint = check_host(request, framing.http10)) return std::move(*complaint);
  if (auto complaint = read_transfer_encoding(request, framing)) return std::move(*complaint);
  if (auto complaint = read_content_length(request, limits, framing)) return std::move(*complaint);
  if (auto complaint = read_expect(request, framing)) return std::move(*complaint);
  return framing;
}

}  // namespace emulator::wire
