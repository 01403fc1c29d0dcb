#include "emulator/decide/negotiate.h"

#include <algorithm>

#include "emulator/model/media_type.h"

namespace emulator {
namespace {

// In thousandths; not a qvalue: 1000, as if it were not there.
int quality_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto end = parameters.find(';');
    const std::string_view parameter = without_blanks(parameters.substr(0, end));
    if (parameter.size() >= 3 && (parameter[0] == 'q' || parameter[0] == 'Q') &&
        parameter[1] == '=') {
      int quality = parameter[2] == '0' ? 0 : 1000;
      if (parameter[2] != '0' && parameter[2] != '1') return 1000;
      int scale = 100;
      for (const char digit : parameter.substr(parameter.size() > 3 ? 4 : 3)) {
        if (digit < '0' || digit > '9' || scale == 0) return 1000;
        quality += quality < 1000 ? (digit - '0') * scale : 0;
        scale /= 10;
      }
      return quality;
    }
    if (end == std::string_view::npos) break;
    parameters.remove_prefix(end + 1);
  }
  return 1000;
}

// What the Accept lines say of one media type.
// position  of the range that decides, among all of them
struct Suitability {
  int quality = 0;
  int closeness = 0;
  std::size_t position = 0;
};

bool is_better(const Suitability& a, const Suitability& b) {
  return a.quality != b.quality ? a.quality > b.quality : a.position < b.position;
}

// Where the element that the text begins with ends; a comma inside quotes ends none.
std::size_t end_of_element(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted && text[i] == '\\') ++i;
    if (!quoted && text[i] == ',') return i;
  }
  return text.size();
}

// The ranges of all Accept lines, each with its parameters; an empty element is none.
std::vector<std::string_view> ranges_of(const Request& request) {
  std::vector<std::string_view> ranges;
  for (const HeaderLine& line : request.headers) {
    if (!equal_ignoring_case(line.name, "Accept")) continue;
    std::string_view rest = line.value;
    while (!rest.empty()) {
      const std::size_t end = end_of_element(rest);
      const std::string_view range = without_blanks(rest.substr(0, end));
      if (!range.empty()) ranges.push_back(range);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return ranges;
}

// The most specific range that names the type decides; none does: a quality of 0.
Suitability suitability_of(std::string_view media_type,
                           const std::vector<std::string_view>& ranges) {
  Suitability best;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const int close = closeness_of(essence_of(ranges[i]), media_type);
    if (close <= best.closeness) continue;
    const auto parameters = ranges[i].find(';');
    best = {
        parameters == std::string_view::npos ? 1000 : quality_of(ranges[i].substr(parameters + 1)),
        close, i};
  }
  return best;
}

// Everything that a content can be sent as: a documented range is one of the types in it that the client names, except that
// what is not text stays JSON.
std::vector<std::string> types_of(const Content& content,
                                  const std::vector<std::string_view>& ranges) {
  std::vector<std::string> types{content.sent_as};
  if (content.sent_as == content.media_type) return types;
  for (const std::string_view range : ranges) {
    const std::string_view named = essence_of(range);
    const bool fits = !is_json_media_type(content.sent_as) || is_json_media_type(named);
    if (fits && is_media_type(named) && same_media_type(content.media_type, named))
      types.emplace_back(named);
  }
  return types;
}

// The best of those that were looked at.
class BestContent {
 public:
  explicit BestContent(const Request& request) : ranges_(ranges_of(request)) {}

  void consider(const Content& content) {
    for (std::string& type : types_of(content, ranges_)) {
      // Nothing said: anything will do, as with */*.
      const Suitability own =
          ranges_.empty() ? Suitability{1000, 1, 0} : suitability_of(essence_of(type), ranges_);
      if (own.quality == 0 || (best_ && !is_better(own, of_best_))) continue;
      best_ = {&content, std::move(type)};
      of_best_ = own;
    }
  }

  ContentChoice best() { return std::move(best_); }

 private:
  const std::vector<std::string_view> ranges_;
  ContentChoice best_;
  Suitability of_best_;
};

}  // namespace

ContentChoice acceptable(const Request& request, const std::vector<Content>& contents,
                         std::string_view example, bool json_first) {
  BestContent best(request);
  const auto consider_all = [&](bool json, bool others) {
    for (const Content& content : contents) {
      if (!example.empty() && !content.example_named(example)) continue;
      if (is_json_media_type(content.sent_as) ? json : others) best.consider(content);
    }
  };
  consider_all(true, !json_first);
  if (json_first) consider_all(false, true);
  return best.best();
}

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 205 && status != 304;
}

}  // namespace emulator
