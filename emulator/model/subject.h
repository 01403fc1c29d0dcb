#pragma once

#include <array>
#include <forward_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/authority.h"
#include "emulator/model/message.h"
#include "emulator/model/target.h"

namespace emulator {

/// The values of one name. A few of them take no allocation.
class ValueList {
 public:
  void add(std::string_view value);
  bool empty() const { return size_ == 0; }
  operator std::span<const std::string_view>() const;  // NOLINT: it is one

 private:
  std::array<std::string_view, 4> few_;
  std::size_t size_ = 0;
  std::vector<std::string_view> many_;  ///< all, where few_ is too small
};

/// A request under question. What a part of a pattern asks for is looked up where it stands, without copies: a query
/// over a journal asks millions of requests, most of which differ in the first part. Lives as long as its request.
class Subject {
 public:
  explicit Subject(const Request& request) : request_(request) {}
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;

  const Request& request() const { return request_; }

  /// As sent, without the query. A target that is no path, and one whose path cannot be decoded, has none.
  std::optional<std::string_view> path();
  /// Path and query as sent, without "http://host"; such a target: as sent.
  std::string_view url();

  /// No host is named: nullopt.
  const std::optional<Authority>& authority();
  /// The one named, else that of the scheme.
  int port();

  ValueList headers(std::string_view name) const;
  ValueList cookies(std::string_view name) const;
  /// Decoded; what cannot be decoded is left out. A target that is no path: nullopt.
  std::optional<ValueList> query(std::string_view name);
  /// Decoded, of a URL-encoded body; another one has none.
  ValueList form(std::string_view name);
  /// The body, its content coding undone: see content_of.
  std::string_view content();

 private:
  const std::optional<RawTarget>& target();
  void add_values(std::string_view pairs, std::string_view name, ValueList& values);

  const Request& request_;
  std::optional<std::optional<RawTarget>> target_;
  std::optional<std::optional<Authority>> authority_;
  std::optional<std::string_view> content_;
  std::string content_storage_;
  std::string composed_url_;
  std::forward_list<std::string> decoded_;
};

}  // namespace emulator
