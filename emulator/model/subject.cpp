#include "emulator/model/subject.h"

#include <algorithm>

#include "emulator/model/content_coding.h"
#include "emulator/model/request_origin.h"

namespace emulator {
namespace {

bool is_plain(std::string_view text) { return text.find_first_of("%+") == std::string_view::npos; }

bool is_named(std::string_view raw, std::string_view name) {
  return is_plain(raw) ? raw == name : percent_decode(raw, true) == name;
}

void add_cookies(std::string_view line, std::string_view name, ValueList& values) {
  while (!line.empty()) {
    const auto end = line.find(';');
    std::string_view pair = line.substr(0, end);
    pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      values.add(pair.substr(equals + 1));
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
}

}  // namespace

void ValueList::add(std::string_view value) {
  if (size_ < few_.size()) {
    few_[size_++] = value;
    return;
  }
  if (many_.empty()) many_.assign(few_.begin(), few_.end());
  many_.push_back(value);
}

ValueList::operator std::span<const std::string_view>() const {
  return many_.empty() ? std::span(few_.data(), size_) : std::span<const std::string_view>(many_);
}

const std::optional<RawTarget>& Subject::target() {
  if (!target_) target_ = split_target(request_.target);
  return *target_;
}

std::optional<std::string_view> Subject::path() {
  return target() && is_decodable(target()->path) ? std::optional(target()->path) : std::nullopt;
}

std::string_view Subject::url() {
  const auto& parts = target();
  if (!parts || request_.target.front() == '/' || request_.target == "*") return request_.target;
  const std::size_t length = parts->path.size() + (parts->has_query ? 1 + parts->query.size() : 0);
  const auto url = request_.target.substr(request_.target.size() - length);
  if (url.front() == '/') return url;
  // In "http://host?a" the path is not written.
  composed_url_ = "/?" + std::string(parts->query);
  return parts->has_query ? std::string_view(composed_url_) : parts->path;
}

const std::optional<Authority>& Subject::authority() {
  if (!authority_) authority_ = parse_authority(authority_of(request_));
  return *authority_;
}

int Subject::port() {
  const int usual = request_.tls ? 443 : 80;
  return authority() ? authority()->port.value_or(usual) : usual;
}

ValueList Subject::headers(std::string_view name) const {
  ValueList values;
  for (const HeaderLine& line : request_.headers) {
    if (equal_ignoring_case(line.name, name)) values.add(line.value);
  }
  return values;
}

ValueList Subject::cookies(std::string_view name) const {
  ValueList values;
  for (const HeaderLine& line : request_.headers) {
    if (equal_ignoring_case(line.name, "Cookie")) add_cookies(line.value, name, values);
  }
  return values;
}

std::optional<ValueList> Subject::query(std::string_view name) {
  if (!target()) return std::nullopt;
  ValueList values;
  add_values(target()->query, name, values);
  return values;
}

// Such a body is written as a query is.
ValueList Subject::form(std::string_view name) {
  ValueList values;
  const HeaderLine* type = request_.header("Content-Type");
  const bool encoded =
      type && equal_ignoring_case(type->value.substr(0, type->value.find_first_of("; \t")),
                                  "application/x-www-form-urlencoded");
  if (encoded && is_decodable(content())) add_values(content(), name, values);
  return values;
}

std::string_view Subject::content() {
  if (!content_) content_ = content_of(request_, content_storage_);
  return *content_;
}

void Subject::add_values(std::string_view pairs, std::string_view name, ValueList& values) {
  while (!pairs.empty()) {
    const std::string_view pair = pairs.substr(0, pairs.find('&'));
    pairs.remove_prefix(std::min(pair.size() + 1, pairs.size()));
    const auto equals = pair.find('=');
    if (pair.empty() || !is_named(pair.substr(0, equals), name)) continue;
    const auto raw =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    if (is_plain(raw)) {
      values.add(raw);
    } else if (auto decoded = percent_decode(raw, true)) {
      values.add(decoded_.emplace_front(*std::move(decoded)));
    }
  }
}

}  // namespace emulator
