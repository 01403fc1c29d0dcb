#include "emulator/model/uri_reference.h"

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

/// source  RFC 3986, appendix B
struct Uri {
  std::string_view scheme;     // with ':'
  std::string_view authority;  // with "//"
  std::string_view path;
  std::string_view query;     // with '?'
  std::string_view fragment;  // with '#'
};

std::string_view take_until(std::string_view& rest, std::string_view ends) {
  const auto taken = rest.substr(0, rest.find_first_of(ends));
  rest.remove_prefix(taken.size());
  return taken;
}

std::string_view take_scheme(std::string_view& rest) {
  const auto colon = rest.find_first_of(":/?#");
  if (colon == std::string_view::npos || colon == 0 || rest[colon] != ':' || !is_letter(rest[0]))
    return {};
  const auto scheme = rest.substr(0, colon + 1);
  rest.remove_prefix(scheme.size());
  return scheme;
}

Uri parts_of_uri(std::string_view text) {
  Uri uri;
  uri.scheme = take_scheme(text);
  if (text.substr(0, 2) == "//") {
    std::string_view rest = text.substr(2);
    uri.authority = text.substr(0, 2 + take_until(rest, "/?#").size());
    text = rest;
  }
  uri.path = take_until(text, "?#");
  uri.query = take_until(text, "#");
  uri.fragment = text;
  return uri;
}

/// source  RFC 3986, section 5.2.4
std::string without_dot_segments(std::string_view in) {
  std::string out;
  while (!in.empty()) {
    if (in.substr(0, 3) == "../") {
      in.remove_prefix(3);
    } else if (in.substr(0, 2) == "./" || in.substr(0, 3) == "/./") {
      in.remove_prefix(2);
    } else if (in == "/.") {
      in = "/";
    } else if (in.substr(0, 4) == "/../" || in == "/..") {
      in = in == "/.." ? std::string_view("/") : in.substr(3);
      out.erase(out.find_last_of('/') == std::string::npos ? 0 : out.find_last_of('/'));
    } else if (in == "." || in == "..") {
      in = {};
    } else {
      const auto segment = in.substr(0, in.find('/', 1));
      out += segment;
      in.remove_prefix(segment.size());
    }
  }
  return out;
}

/// source  RFC 3986, section 5.2.3
std::string merged_path(const Uri& base, std::string_view path) {
  if (!base.authority.empty() && base.path.empty()) return "/" + std::string(path);
  const auto slash = base.path.rfind('/');
  return std::string(base.path.substr(0, slash == std::string_view::npos ? 0 : slash + 1)) +
         std::string(path);
}

std::string joined_uri(std::string_view scheme, std::string_view authority, std::string_view path,
                       std::string_view query, std::string_view fragment) {
  return std::string(scheme).append(authority).append(path).append(query).append(fragment);
}

}  // namespace

UriParts split_fragment(std::string_view uri) {
  const auto hash = uri.find('#');
  if (hash == std::string_view::npos) return {uri, {}};
  return {uri.substr(0, hash), uri.substr(hash + 1)};
}

std::string resolve_uri(std::string_view base, std::string_view reference) {
  const Uri to = parts_of_uri(reference);
  if (base.empty() || !to.scheme.empty()) return std::string(reference);
  const Uri from = parts_of_uri(base);
  if (!to.authority.empty()) {
    return joined_uri(from.scheme, to.authority, without_dot_segments(to.path), to.query,
                      to.fragment);
  }
  if (to.path.empty()) {
    return joined_uri(from.scheme, from.authority, from.path,
                      to.query.empty() ? from.query : to.query, to.fragment);
  }
  const std::string path =
      to.path.front() == '/' ? std::string(to.path) : merged_path(from, to.path);
  return joined_uri(from.scheme, from.authority, without_dot_segments(path), to.query, to.fragment);
}

}  // namespace emulator
