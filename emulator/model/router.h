#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace emulator {

/// A path template, cut into segments, and those into literal text and parameters: "/a/{b}.{format}".
struct PathTemplate {
  struct Part {
    bool parameter = false;
    std::string text;  ///< the literal, or the parameter's name
  };
  using Segment = std::vector<Part>;

  std::string text;
  std::vector<Segment> segments;

  explicit PathTemplate(std::string text);
  std::vector<std::string> parameter_names() const;
  /// The same for templates that differ only in the names of their parameters.
  std::string shape() const;
};

/// Which operation a path belongs to. Concrete segments beat templates, segment by segment; decoded segments are compared.
/// Built once, then usable from any thread.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// False: that method and path (parameter names do not count) is taken by the operation put into `taken`.
  bool add(const std::string& method, const PathTemplate& path, std::size_t operation,
           std::size_t* taken);

  /// What is found where nothing that was added with add() is. Not among the nearest.
  void add_fallback(const std::string& method, const PathTemplate& path, std::size_t operation);

  struct Route {
    const std::map<std::string, std::size_t>* methods =
        nullptr;                      ///< method to operation; null: no such path
    std::vector<std::string> values;  ///< of the path parameters, in the order of the template
  };
  /// segments  of parse_target
  Route find(const std::vector<std::string>& segments) const;

  /// The documented paths most like this one, nearest first.
  std::vector<std::string> nearest(const std::vector<std::string>& segments,
                                   std::size_t most) const;

 private:
  struct Branch;
  std::unique_ptr<Branch> root_;
  std::unique_ptr<Branch> fallback_;
  std::vector<PathTemplate> paths_;
};

/// "GET, HEAD, OPTIONS": what an Allow header says for a path with these methods.
std::string allowed_methods(const std::map<std::string, std::size_t>& methods);

}  // namespace emulator
