#include "emulator/model/request_subject.h"

#include <algorithm>

namespace emulator {
namespace {

std::size_t length_of(const Target& target) {
  return target.path.size() + (target.has_query ? 1 + target.raw_query.size() : 0);
}

void add_cookies(std::string_view line, std::string_view name,
                 std::vector<std::string_view>& values) {
  while (!line.empty()) {
    const auto end = line.find(';');
    std::string_view pair = line.substr(0, end);
    pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      values.push_back(pair.substr(equals + 1));
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
}

std::vector<std::string_view> named(const std::vector<QueryParameter>& parameters,
                                    std::string_view name) {
  std::vector<std::string_view> values;
  for (const QueryParameter& parameter : parameters)
    if (parameter.name == name) values.push_back(parameter.value);
  return values;
}

bool is_form(const Request& request) {
  const HeaderLine* type = request.header("Content-Type");
  return type && equal_ignoring_case(type->value.substr(0, type->value.find_first_of("; \t")),
                                     "application/x-www-form-urlencoded");
}

}  // namespace

std::string_view authority_of(const Request& request) {
  if (const HeaderLine* host = request.header("Host")) return host->value;
  const auto scheme_end = request.target.find("://");
  if (request.target.starts_with('/') || scheme_end == std::string_view::npos) return {};
  const std::string_view rest = request.target.substr(scheme_end + 3);
  return rest.substr(0, rest.find_first_of("/?"));
}

std::string_view scheme_of(const Request& request) { return request.tls ? "https" : "http"; }

std::string client_ip(const Request& request) {
  if (const HeaderLine* forwarded = request.header("X-Forwarded-For")) {
    std::string_view first = forwarded->value.substr(0, forwarded->value.find(','));
    const auto begin = first.find_first_not_of(" \t");
    if (begin != std::string_view::npos)
      return std::string(first.substr(begin, first.find_last_not_of(" \t") - begin + 1));
  }
  return request.client;
}

const Target* RequestSubject::target() {
  if (!target_) target_ = parse_target(request_.target);
  return *target_ ? &**target_ : nullptr;
}

const std::vector<QueryParameter>& RequestSubject::form() {
  if (form_) return form_->query;
  // Such a body is written as a query is.
  form_text_ = is_form(request_) ? "/?" + request_.body : "/";
  form_ = parse_target(form_text_).value_or(Target());
  return form_->query;
}

std::string_view RequestSubject::url() {
  const Target* parsed = target();
  if (parsed == nullptr) return request_.target;
  const auto url = request_.target.substr(request_.target.size() - length_of(*parsed));
  if (url.front() == '/' || url == "*") return url;
  // In "http://host?a" the path is not written.
  composed_ = "/?" + std::string(parsed->raw_query);
  return parsed->has_query ? std::string_view(composed_) : parsed->path;
}

const std::optional<Authority>& RequestSubject::authority() {
  if (!authority_) authority_ = parse_authority(authority_of(request_));
  return *authority_;
}

int RequestSubject::port() {
  const int usual = request_.tls ? 443 : 80;
  return authority() ? authority()->port.value_or(usual) : usual;
}

std::vector<std::string_view> RequestSubject::headers(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const HeaderLine& line : request_.headers)
    if (equal_ignoring_case(line.name, name)) values.push_back(line.value);
  return values;
}

std::vector<std::string_view> RequestSubject::cookies(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const HeaderLine& line : request_.headers)
    if (equal_ignoring_case(line.name, "Cookie")) add_cookies(line.value, name, values);
  return values;
}

std::vector<std::string_view> RequestSubject::query(std::string_view name) {
  return target() ? named(target()->query, name) : std::vector<std::string_view>();
}

std::vector<std::string_view> RequestSubject::form(std::string_view name) {
  return named(form(), name);
}

}  // namespace emulator
