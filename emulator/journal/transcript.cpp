#include "emulator/journal/transcript.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/moment.h"
#include "emulator/journal/secrets.h"
#include "emulator/journal/serve_event.h"
#include "emulator/model/content_coding.h"
#include "emulator/model/target.h"
#include "emulator/text/base64.h"
#include "emulator/text/quote.h"
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

std::string shown(std::string_view name, std::string_view value, Secrets secrets) {
  const bool hidden = secrets == Secrets::kMasked && is_secret_name(name);
  return std::string(hidden ? kMask : value);
}

std::string shown_url(std::string_view url, Secrets secrets) {
  return secrets == Secrets::kMasked ? mask_query(url) : std::string(url);
}

std::string absolute_url_of(const Entry& entry) {
  return logged_request(entry).at("absoluteUrl").get<std::string>();
}

template <class Lines>
Json har_headers(const Lines& lines, Secrets secrets) {
  Json headers = Json::array();
  for (const auto& line : lines)
    headers.push_back({{"name", line.name}, {"value", shown(line.name, line.value, secrets)}});
  return headers;
}

Json har_query(const Request& request, Secrets secrets) {
  Json parameters = Json::array();
  const auto target = parse_target(request.target);
  if (!target) return parameters;
  for (const QueryParameter& parameter : target->query)
    parameters.push_back(
        {{"name", parameter.name}, {"value", shown(parameter.name, parameter.value, secrets)}});
  return parameters;
}

/// HAR holds text; other bytes go as base64.
void put_content(Json& content, const std::string& body, const char* encoding) {
  const bool is_text = find_invalid_utf8(body) == std::string_view::npos;
  content["text"] = is_text ? body : to_base64(body);
  if (!is_text) content[encoding] = "base64";
}

Json har_request(const Entry& entry, Secrets secrets) {
  const Request& request = entry.request;
  Json out = {{"method", request.method},
              {"url", shown_url(absolute_url_of(entry), secrets)},
              {"httpVersion", request.version},
              {"cookies", Json::array()},
              {"headers", har_headers(request.headers, secrets)},
              {"queryString", har_query(request, secrets)},
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

Json har_response(const Response& response, Secrets secrets) {
  const std::string body = response.body ? *response.body : std::string();
  const std::string* type = response.header("Content-Type");
  Json content = {{"size", body.size()}, {"mimeType", type ? *type : std::string()}};
  put_content(content, body, "encoding");
  const std::string reason =
      response.reason.empty() ? std::string(reason_phrase(response.status)) : response.reason;
  return {{"status", response.status},
          {"statusText", reason},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", Json::array()},
          {"headers", har_headers(response.headers, secrets)},
          {"content", std::move(content)},
          {"redirectURL", ""},
          {"headersSize", -1},
          {"bodySize", body.size()}};
}

std::string quoted_for_shell(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
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

void mask_members(Json& members) {
  for (auto& [name, value] : members.items())
    if (is_secret_name(name)) value = kMask;
}

}  // namespace

Json har_entry(const Entry& entry, Secrets secrets) {
  const double took = std::chrono::duration<double, std::milli>(entry.duration).count();
  Json out = {{"startedDateTime", to_iso8601(moment_of(entry.received))},
              {"time", took},
              {"request", har_request(entry, secrets)},
              {"response", har_response(entry.decision.response, secrets)},
              {"cache", Json::object()},
              {"timings", {{"send", 0}, {"wait", took}, {"receive", 0}}}};
  if (const std::string why = why_of(entry.decision); !why.empty()) out["comment"] = why;
  return out;
}

std::string curl_line(const Entry& entry, Secrets secrets) {
  const Request& request = entry.request;
  const std::string url = shown_url(absolute_url_of(entry), secrets);
  if (entry.decision.outcome == Outcome::kMalformed || url.find("://") == std::string::npos)
    return "# " + printable(request.method) + " " + printable(url) +
           ": curl cannot send this call" + (url.empty() ? "" : ", which has no Host") + "; " +
           printable(why_of(entry.decision), 300);
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
    const std::string value = shown(header.name, header.value, secrets);
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
  Json& request = event["request"];
  request["url"] = mask_query(request["url"].get<std::string>());
  request["absoluteUrl"] = mask_query(request["absoluteUrl"].get<std::string>());
  mask_members(request["headers"]);
  for (auto& [name, value] : request["cookies"].items()) value = kMask;
  for (auto& [name, parameter] : request["queryParams"].items())
    if (is_secret_name(name)) parameter["values"] = Json::array({kMask});
  if (event["response"].contains("headers")) mask_members(event["response"]["headers"]);
  if (event["responseDefinition"].contains("headers"))
    mask_members(event["responseDefinition"]["headers"]);
  return event;
}

}  // namespace emulator
