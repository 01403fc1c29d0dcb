#include "tests/golden/rename.h"

#include <map>

namespace emulator::golden {
namespace {

const std::map<std::string, std::string> kNames{
    {"integrations", "contraptions"},
    {"integrationId", "contraptionNo"},
    {"integrationName", "contraptionWord"},
    {"integration", "contraption"},
    {"installations", "fittings_made"},
    {"get-an-integration", "fetch-contraptions"},
    {"users", "folks"},
    {"user", "folk"},
    {"userId", "folkNo"},
    {"username", "nickname"},
    {"app", "tag"},
    {"Authorization", "X-Our-Secrets"},
    {"authorization", "x-our-secrets"},
    {"x-api-version", "x-our-edition"},
    {"x-api-verison", "x-our-editino"},
    {"X-API-VERSION", "X-OUR-EDITION"},
    {"integrationID", "contraptionNO"},
    {"userid", "folkno"},
    {"data", "gift"},
};

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

}  // namespace

std::string renamed(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string word = text.substr(at, end - at);
    const auto known = kNames.find(word);
    out += known == kNames.end() ? word : known->second;
    at = end;
  }
  return out;
}

}  // namespace emulator::golden
