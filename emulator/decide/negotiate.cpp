#include "emulator/decide/negotiate.h"

namespace emulator {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view essence(std::string_view media_type) {
  return trimmed(media_type.substr(0, media_type.find(';')));
}

// In thousandths; not a qvalue: 1000, as if it were not there.
int quality_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto end = parameters.find(';');
    const std::string_view parameter = trimmed(parameters.substr(0, end));
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

// 3: that very type; 2: its "type/*"; 1: "*/*" (or "*", which clients send for it); 0: another type.
int closeness(std::string_view range, std::string_view media_type) {
  if (range == "*" || range == "*/*") return 1;
  if (equal_ignoring_case(range, media_type)) return 3;
  const auto slash = range.find('/');
  if (slash == std::string_view::npos || range.substr(slash) != "/*") return 0;
  const std::string_view type = media_type.substr(0, media_type.find('/'));
  return equal_ignoring_case(range.substr(0, slash), type) ? 2 : 0;
}

struct Preference {
  int quality = 0;
  int closeness = 0;
};

// What the Accept lines say of one media type; the most specific range that names it decides.
Preference preference_for(const Request& request, std::string_view media_type, bool* any_range) {
  Preference best;
  for (const HeaderLine& line : request.headers) {
    if (!equal_ignoring_case(line.name, "Accept")) continue;
    std::string_view rest = line.value;
    while (!rest.empty()) {
      const auto comma = rest.find(',');
      const std::string_view range = trimmed(rest.substr(0, comma));
      if (!range.empty()) {
        *any_range = true;
        const int close = closeness(essence(range), media_type);
        const auto parameters = range.find(';');
        if (close > best.closeness) {
          best = {parameters == std::string_view::npos ? 1000
                                                       : quality_of(range.substr(parameters + 1)),
                  close};
        }
      }
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return best;
}

}  // namespace

const Content* acceptable(const Request& request, const std::vector<Content>& contents) {
  const Content* best = nullptr;
  int best_quality = 0;
  for (const Content& content : contents) {
    bool any_range = false;
    const Preference preference = preference_for(request, essence(content.media_type), &any_range);
    if (!any_range) return &contents.front();
    if (preference.quality > best_quality) {
      best = &content;
      best_quality = preference.quality;
    }
  }
  return best;
}

bool same_media_type(std::string_view range, std::string_view media_type) {
  return closeness(essence(range), essence(media_type)) > 0;
}

bool is_json_media_type(std::string_view media_type) {
  const std::string_view type = essence(media_type);
  const auto ends_with = [&](std::string_view end) {
    return type.size() >= end.size() &&
           equal_ignoring_case(type.substr(type.size() - end.size()), end);
  };
  return equal_ignoring_case(type, "application/json") || ends_with("+json");
}

}  // namespace emulator
