#include "emulator/journal/transcript.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/journal/call_secrets.h"
#include "emulator/journal/cookies.h"
#include "emulator/journal/logged_request.h"
#include "emulator/journal/masked_stub.h"
#include "emulator/journal/moment.h"
#include "emulator/journal/sent_answer.h"
#include "emulator/journal/serve_event.h"
#include "emulator/model/content_coding.h"
#include "emulator/model/secrets.h"
#include "emulator/model/target.h"
#include "emulator/text/base64.h"
#include "emulator/text/quote.h"
#include "emulator/text/shell_word.h"
#include "emulator/text/utf8.h"

namespace emulator {
namespace {

/// Set by curl itself, for the body it sends.
constexpr std::array<std::string_view, 4> kLeftToCurl{"Host", "Content-Length", "Transfer-Encoding",
                                                      "Connection"};

/// What curl adds where it is not told to leave it out ("Name:").
/// from_body_bytes  only with a body of so many bytes or more
struct AddedByCurl {
  std::string_view name;
  std::size_t from_body_bytes;
};
constexpr AddedByCurl kAddedByCurl[] = {
    {"User-Agent", 0}, {"Accept", 0}, {"Content-Type", 1}, {"Expect", 1u << 20}};

// Linux takes no argument beyond 128 KiB.
constexpr std::size_t kMostOfArgument = 100'000;

/// One entry's names and texts, as they may be shown.
class Shown {
 public:
  Shown(const Entry& entry, Secrets secrets) {
    if (secrets == Secrets::kMasked) known_.emplace(entry);
  }

  std::string value(std::string_view name, std::string_view value) const {
    return known_ ? mask_named(name, value) : std::string(value);
  }
  std::string cookie(std::string_view value) const { return std::string(known_ ? kMask : value); }
  std::string url(std::string_view url) const {
    return known_ ? mask_query(url) : std::string(url);
  }
  std::string text(std::string text) const {
    return known_ ? known_->masked(std::move(text)) : text;
  }

 private:
  std::optional<CallSecrets> known_;
};

std::string absolute_url_of(const Entry& entry) {
  return logged_request(entry).at("absoluteUrl").get<std::string>();
}

template <class Lines>
Json har_headers(const Lines& lines, const Shown& shown) {
  Json headers = Json::array();
  for (const auto& line : lines)
    headers.push_back({{"name", line.name}, {"value", shown.value(line.name, line.value)}});
  return headers;
}

Json har_query(const Request& request, const Shown& shown) {
  Json parameters = Json::array();
  const auto target = parse_target(request.target);
  if (!target) return parameters;
  for (const QueryParameter& parameter : target->query)
    parameters.push_back(
        {{"name", parameter.name}, {"value", shown.value(parameter.name, parameter.value)}});
  return parameters;
}

Json har_cookies(const std::vector<Cookie>& cookies, const Shown& shown) {
  Json out = Json::array();
  for (const Cookie& cookie : cookies)
    out.push_back({{"name", cookie.name}, {"value", shown.cookie(cookie.value)}});
  return out;
}

/// HAR holds text; other bytes go as base64.
void put_content(Json& content, const std::string& body, const char* encoding) {
  const bool is_text = find_invalid_utf8(body) == std::string_view::npos;
  content["text"] = is_text ? body : to_base64(body);
  if (!is_text) content[encoding] = "base64";
}

Json har_request(const Entry& entry, const Shown& shown) {
  const Request& request = entry.request;
  Json out = {{"method", request.method},
              {"url", shown.url(absolute_url_of(entry))},
              {"httpVersion", request.version},
              {"cookies", har_cookies(cookies_of(request), shown)},
              {"headers", har_headers(request.headers, shown)},
              {"queryString", har_query(request, shown)},
              {"headersSize", request.head->size()},
              {"bodySize", request.body.size()}};
  if (request.body.empty()) return out;
  const HeaderLine* type = request.header("Content-Type");
  Json content = {{"mimeType", type ? std::string(type->value) : std::string()}};
  std::string storage;
  put_content(content, std::string(content_of(request, storage)), "_encoding");
  out["postData"] = std::move(content);
  return out;
}

std::string first_value(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers)
    if (equal_ignoring_case(header.name, name)) return header.value;
  return {};
}

// Where nothing of the answer was sent its status is 0, as browsers write it.
std::string status_text(const Response& response, int status) {
  if (status == response.status && !response.reason.empty()) return response.reason;
  return std::string(reason_phrase(status));
}

Json har_response(const Entry& entry, const Shown& shown) {
  const SentAnswer sent = sent_answer(entry);
  Json content = {{"size", sent.body.size()},
                  {"mimeType", first_value(sent.headers, "Content-Type")}};
  put_content(content, shown.text(sent.body), "encoding");
  return {{"status", sent.status},
          {"statusText", status_text(entry.decision.response, sent.status)},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", har_cookies(cookies_set_by(sent.headers), shown)},
          {"headers", har_headers(sent.headers, shown)},
          {"content", std::move(content)},
          {"redirectURL", shown.url(first_value(sent.headers, "Location"))},
          {"headersSize", -1},
          {"bodySize", sent.body.size()}};
}

/// For printf(1), which knows three octal digits.
std::string octal(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += '\\';
    for (const int shift : {6, 3, 0}) out += static_cast<char>('0' + ((byte >> shift) & 7));
  }
  return out;
}

/// Whether a body can stand in a command as it is: short, and nothing in it that a terminal obeys or no shell can hold.
bool fits_command(std::string_view body) {
  if (body.size() > kMostOfArgument || find_invalid_utf8(body) != std::string_view::npos)
    return false;
  return std::all_of(body.begin(), body.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t';
  });
}

/// curl reads brackets and braces of a URL as several URLs, goes up at "..", and asks for no "*".
std::string url_options(const Request& request, const std::string& url) {
  std::string options;
  if (url.find_first_of("[]{}") != std::string::npos) options += " --globoff";
  if (url.substr(0, url.find('?')).find("/.") != std::string::npos) options += " --path-as-is";
  if (request.target == "*") options += " --request-target '*'";
  return options;
}

bool is_left_to_curl(std::string_view name) {
  for (const std::string_view known : kLeftToCurl)
    if (equal_ignoring_case(known, name)) return true;
  return false;
}

void mask_request(Json& request) {
  for (const char* url : {"url", "absoluteUrl"})
    request[url] = mask_query(request[url].get<std::string>());
  request["headers"] = masked_headers(request["headers"]);
  for (auto& [name, value] : request["cookies"].items()) value = kMask;
  for (auto& [name, parameter] : request["queryParams"].items())
    for (Json& value : parameter["values"]) value = mask_named(name, value.get<std::string>());
}

void mask_answer(const CallSecrets& known, Json& answer) {
  if (answer.contains("headers")) answer["headers"] = masked_headers(answer["headers"]);
  known.mask(answer);
  if (answer.contains("bodyAsBase64"))
    answer["bodyAsBase64"] = to_base64(answer["body"].get<std::string>());
}

}  // namespace

Json har_entry(const Entry& entry, Secrets secrets) {
  const Shown shown(entry, secrets);
  const double took = std::chrono::duration<double, std::milli>(entry.duration).count();
  Json out = {{"startedDateTime", to_iso8601(moment_of(entry.received))},
              {"time", took},
              {"request", har_request(entry, shown)},
              {"response", har_response(entry, shown)},
              {"cache", Json::object()},
              {"timings", {{"send", 0}, {"wait", took}, {"receive", 0}}}};
  if (std::string why = why_of(entry.decision); !why.empty())
    out["comment"] = shown.text(std::move(why));
  return out;
}

std::string curl_line(const Entry& entry, Secrets secrets) {
  const Request& request = entry.request;
  const Shown shown(entry, secrets);
  const std::string url = shown.url(absolute_url_of(entry));
  const bool has_host = url.find("://") != std::string::npos;
  if (entry.decision.outcome == Outcome::kMalformed || !has_host)
    return "# " + printable(request.method) + " " + printable(url) +
           ": curl cannot send this call" + (url.empty() || has_host ? "" : ", which has no Host") +
           "; " + printable(shown.text(why_of(entry.decision)), 300);
  const bool is_piped = !fits_command(request.body);
  std::string line = is_piped ? "printf '" + octal(request.body) + "' | curl" : "curl";
  if (request.method == "HEAD" && request.body.empty())
    line += " --head";
  else if (request.method != "GET" || !request.body.empty())
    line += " -X " + quoted_for_shell(request.method);
  line += url_options(request, url) + " " + quoted_for_shell(url);
  for (const HeaderLine& header : request.headers) {
    if (is_left_to_curl(header.name)) continue;
    // A header without a value is written with a semicolon.
    const std::string value = shown.value(header.name, header.value);
    line +=
        " -H " + quoted_for_shell(std::string(header.name) + (value.empty() ? ";" : ": " + value));
  }
  for (const AddedByCurl& header : kAddedByCurl) {
    if (request.body.size() >= header.from_body_bytes && !request.header(header.name))
      line += " -H '" + std::string(header.name) + ":'";
  }
  if (is_piped) return line + " --data-binary @-";
  if (!request.body.empty()) line += " --data-raw " + quoted_for_shell(request.body);
  return line;
}

Json masked_event(const Entry& entry, Secrets secrets) {
  Json event = serve_event(entry);
  if (secrets == Secrets::kShown) return event;
  const CallSecrets known(entry);
  mask_request(event["request"]);
  mask_answer(known, event["response"]);
  mask_answer(known, event["responseDefinition"]);
  known.mask(event["subEvents"]);
  if (event.contains("stubMapping")) {
    event["stubMapping"] = masked_stub(event["stubMapping"]);
    known.mask(event["stubMapping"]);
  }
  return event;
}

}  // namespace emulator
