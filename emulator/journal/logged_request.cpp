#include "emulator/journal/logged_request.h"

#include <nlohmann/json.hpp>

#include "emulator/journal/cookies.h"
#include "emulator/journal/grouped_values.h"
#include "emulator/journal/moment.h"
#include "emulator/model/authority.h"
#include "emulator/model/content_coding.h"
#include "emulator/model/request_origin.h"
#include "emulator/model/target.h"
#include "emulator/text/base64.h"

namespace emulator {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes off the text up to the next separator.
std::string_view next_piece(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const std::string_view piece = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return piece;
}

std::string origin_form(const Request& request, const std::optional<Target>& target) {
  if (!target) return std::string(request.target);
  std::string url(target->path);
  if (target->has_query) url.append("?").append(target->raw_query);
  return url;
}

std::string absolute_url(std::string_view scheme, std::string_view authority,
                         const std::string& url) {
  std::string absolute;
  if (!authority.empty()) absolute.append(scheme).append("://").append(authority);
  if (authority.empty() || url.starts_with('/')) absolute += url;  // not the "*" of OPTIONS
  return absolute;
}

Json headers_of(const Request& request) {
  GroupedValues headers(GroupedValues::Names::kIgnoreCase);
  for (const HeaderLine& line : request.headers) headers.add(line.name, line.value);
  return headers.as_values();
}

Json cookies_by_name(const Request& request) {
  GroupedValues cookies;
  for (const Cookie& cookie : cookies_of(request)) cookies.add(cookie.name, cookie.value);
  return cookies.as_values();
}

Json query_parameters_of(const std::optional<Target>& target) {
  GroupedValues parameters;
  if (target) {
    for (const QueryParameter& parameter : target->query) {
      parameters.add(parameter.name, parameter.value);
    }
  }
  return parameters.as_keys_and_values();
}

bool is_form(const Request& request) {
  const HeaderLine* type = request.header("Content-Type");
  if (!type) return false;
  std::string_view rest = type->value;
  return equal_ignoring_case(trimmed(next_piece(rest, ';')), "application/x-www-form-urlencoded");
}

// What is badly escaped is shown as it was sent. The parameters shown are bounded because each
// takes a hundred times the memory that it takes in the body.
Json form_parameters_of(const Request& request, std::string_view content) {
  const auto decoded = [](std::string_view text) {
    return percent_decode(text, true).value_or(std::string(text));
  };
  GroupedValues parameters;
  std::string_view rest = is_form(request) ? content : std::string_view();
  for (std::size_t shown = 0; !rest.empty() && shown < kFormParametersShown;) {
    std::string_view value = next_piece(rest, '&');
    if (value.empty()) continue;
    const std::string_view name = next_piece(value, '=');
    parameters.add(decoded(name), decoded(value));
    ++shown;
  }
  return parameters.as_keys_and_values();
}

}  // namespace

Json logged_request(const Entry& entry) {
  const Request& request = entry.request;
  const std::optional<Target> target = parse_target(request.target);
  const std::string url = origin_form(request, target);
  const std::string_view host = authority_of(request);
  const Moment received = moment_of(entry.received);
  std::string storage;
  const std::string_view content = content_of(request, storage);
  Json logged = {
      {"url", url},
      {"absoluteUrl", absolute_url(scheme_of(request), host, url)},
      {"method", request.method},
      {"clientIp", client_ip(request)},
      {"headers", headers_of(request)},
      {"cookies", cookies_by_name(request)},
      {"browserProxyRequest", false},
      {"loggedDate", received.time_since_epoch().count()},
      {"loggedDateString", to_iso8601(received)},
      {"bodyAsBase64", to_base64(content)},
      {"body", content},
      {"protocol", request.version},
      {"scheme", scheme_of(request)},
  };
  if (const auto authority = parse_authority(host)) {
    logged["host"] = authority->host;
    logged["port"] = authority->port.value_or(request.tls ? 443 : 80);
  }
  logged["queryParams"] = query_parameters_of(target);
  logged["formParams"] = form_parameters_of(request, content);
  return logged;
}

std::string to_wire_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace emulator
