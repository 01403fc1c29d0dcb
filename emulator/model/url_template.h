#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emulator {

/// WireMock's urlPathTemplate: "/people/{id}/**". A {name} is one piece of a segment that is not empty, a "**" at the end
/// all the rest. Paths are compared as sent, nothing decoded. Immutable, any thread.
class UrlTemplate {
 public:
  /// Throws std::invalid_argument: a '{' without its '}', a name that is empty or there twice, two names without text
  /// between them.
  explicit UrlTemplate(std::string_view text);

  using Values = std::map<std::string, std::string_view, std::less<>>;
  /// What the names stand for in a path; it does not fit: nullopt.
  std::optional<Values> match(std::string_view path) const;

 private:
  struct Part {
    std::string text;
    bool is_name = false;
  };
  void add(Part part);
  bool fits(std::size_t index, std::string_view rest, Values& values, int& steps) const;

  std::vector<Part> parts_;
  bool any_rest_ = false;
};

}  // namespace emulator
