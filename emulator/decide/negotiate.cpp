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

}  // namespace

const Content* acceptable(const Request& request, const std::vector<Content>& contents,
                          std::string_view example, bool json_first) {
  const auto ranges = ranges_of(request);
  const Content* best = nullptr;
  Suitability of_best;
  const auto consider = [&](const Content& content) {
    if (!example.empty() && !content.example_named(example)) return;
    // Nothing said: anything will do, as with */*.
    const Suitability own = ranges.empty() ? Suitability{1000, 1, 0}
                                           : suitability_of(essence_of(content.media_type), ranges);
    if (own.quality == 0 || (best && !is_better(own, of_best))) return;
    best = &content;
    of_best = own;
  };
  for (const Content& content : contents) {
    if (!json_first || is_json_media_type(content.media_type)) consider(content);
  }
  if (!json_first) return best;
  for (const Content& content : contents) {
    if (!is_json_media_type(content.media_type)) consider(content);
  }
  return best;
}

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 205 && status != 304;
}

}  // namespace emulator
