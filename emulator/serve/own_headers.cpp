#include "emulator/serve/own_headers.h"

namespace emulator {
namespace {

constexpr std::size_t kMostRefusals = 5;

// Names come from documents and may be anything; a field value is visible ASCII.
std::string ascii(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '%') {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

}  // namespace

void add_own_headers(Response& response, const std::string& call_id, const Decision& decision) {
  response.headers.push_back({"Emulator-Call", call_id});
  std::size_t told = 0;
  for (const Violation& violation : decision.violations) {
    if (told++ == kMostRefusals) {
      response.headers.push_back(
          {"Emulator-Refusal",
           "and " + std::to_string(decision.violations.size() - kMostRefusals) + " more"});
      return;
    }
    const Rule& rule = *violation.rule;
    response.headers.push_back(
        {"Emulator-Refusal", ascii(rule.id) + "; " +
                                 ascii(base_name_and_line(place_of(violation))) + "; " +
                                 to_string(rule.cls)});
  }
}

}  // namespace emulator
