#include "emulator/serve/admin_slips.h"

#include <algorithm>
#include <limits>

#include "emulator/serve/admin.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

constexpr std::size_t kFar = std::numeric_limits<std::size_t>::max();

/// One of Admin::routes(), cut.
struct KnownCall {
  std::string text;
  std::string method;
  std::vector<std::string> segments;

  bool has_variable() const { return text.find('{') != std::string::npos; }
};
using KnownCalls = std::vector<KnownCall>;

std::vector<std::string> cut(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::string_view segment = path.substr(0, path.find('/'));
    segments.emplace_back(segment);
    path.remove_prefix(segment.size());
  }
  return segments;
}

KnownCalls read_calls() {
  constexpr std::string_view kBefore = "/__admin";
  KnownCalls calls;
  for (std::string& text : Admin::routes()) {
    const std::size_t space = text.find(' ');
    calls.push_back({text, text.substr(0, space),
                     cut(std::string_view(text).substr(space + 1 + kBefore.size()))});
  }
  return calls;
}

const KnownCalls& known_calls() {
  static const KnownCalls kCalls = read_calls();
  return kCalls;
}

std::size_t slips_in(const std::string& expected, const std::string& given) {
  if (expected.starts_with('{')) return given.empty() ? kFar : 0;
  if (expected == given) return 0;
  const bool near = !nearest(given, std::span(&expected, 1)).empty();
  return near ? std::max<std::size_t>(1, edit_distance(expected, given)) : kFar;
}

// kFar: another path.
std::size_t slips_between(const KnownCall& call, std::span<const std::string> given) {
  if (call.segments.size() != given.size()) return kFar;
  std::size_t slips = 0;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::size_t more = slips_in(call.segments[i], given[i]);
    if (more == kFar) return kFar;
    slips += more;
  }
  return slips;
}

std::vector<std::string> texts_of(const KnownCalls& calls) {
  std::vector<std::string> texts;
  for (const KnownCall& call : calls) texts.push_back(call.text);
  return texts;
}

// Those with the fewest slips, of the first path that has so few.
KnownCalls nearest_of(const KnownCalls& calls, std::span<const std::string> given) {
  std::size_t fewest = kFar;
  KnownCalls nearest;
  for (const KnownCall& call : calls) {
    const std::size_t slips = slips_between(call, given);
    if (slips < fewest) nearest.clear();
    fewest = std::min(fewest, slips);
    const bool fits = slips == fewest && slips != kFar;
    if (fits && (nearest.empty() || nearest.front().segments == call.segments))
      nearest.push_back(call);
  }
  return nearest;
}

// Those of the same method that want one segment more.
void add_longer(KnownCalls& found, const KnownCalls& calls, std::string_view method,
                std::span<const std::string> given) {
  for (const KnownCall& call : calls) {
    if (call.method != method || call.segments.size() != given.size() + 1) continue;
    KnownCall shorter = call;
    shorter.segments.pop_back();
    if (call.segments.back().starts_with('{') && slips_between(shorter, given) == 0)
      found.push_back(call);
  }
}

KnownCalls only(const KnownCalls& calls, bool (*wanted)(const KnownCall&, std::string_view),
                std::string_view method) {
  KnownCalls some;
  for (const KnownCall& call : calls)
    if (wanted(call, method)) some.push_back(call);
  return some;
}

bool is_fixed(const KnownCall& call, std::string_view) { return !call.has_variable(); }
bool has_method(const KnownCall& call, std::string_view method) { return call.method == method; }

}  // namespace

std::vector<std::string> calls_meant(std::string_view method,
                                     std::span<const std::string> segments) {
  while (!segments.empty() && segments.back().empty())
    segments = segments.first(segments.size() - 1);
  const KnownCalls& calls = known_calls();
  KnownCalls found = nearest_of(only(calls, is_fixed, method), segments);
  const bool known = !found.empty() && slips_between(found.front(), segments) == 0;
  // A name that is mistyped looks like an {id}, which fits all.
  if (!known) found = nearest_of(only(calls, has_method, method), segments);
  if (found.empty()) found = nearest_of(calls, segments);
  const bool exact = found.empty() || slips_between(found.front(), segments) == 0;
  if (exact) add_longer(found, calls, method, segments);
  return texts_of(found);
}

std::vector<std::string> calls_meant_by_name(std::span<const std::string> segments) {
  return texts_of(nearest_of(only(known_calls(), is_fixed, {}), segments));
}

}  // namespace emulator
