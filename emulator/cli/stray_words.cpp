#include "emulator/cli/stray_words.h"

#include <algorithm>
#include <string_view>

#include "emulator/text/ascii.h"
#include "emulator/text/shell_word.h"

namespace emulator {
namespace {

bool is_url(std::string_view word) { return word.find("://") != std::string_view::npos; }

bool is_port(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
}

/// "localhost:8080"
bool is_host_and_port(std::string_view word) {
  const auto colon = word.rfind(':');
  return colon != std::string_view::npos && colon > 0 && !is_url(word) &&
         word.find('/') == std::string_view::npos && is_port(word.substr(colon + 1));
}

bool is_path(std::string_view word) { return word.starts_with('/'); }

bool is_document(std::string_view word) {
  constexpr std::string_view kEndings[] = {".yaml", ".yml", ".json", ".md"};
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

/// Words of a kind, and what they stand for in the subcommands that have such an option.
struct Kind {
  bool (*fits)(std::string_view word);
  std::string_view subcommands;  ///< between spaces
  std::string_view option;       ///< with what the word lacks
};
constexpr Kind kStrayKinds[] = {
    {is_url, " health calls coverage ", "--url "},
    {is_host_and_port, " health calls coverage ", "--url http://"},
    {is_port, " health calls coverage ", "--url http://127.0.0.1:"},
    {is_path, " calls ", "--where path="},
    {is_document, " serve check routes ca ", "--openapi "},
    {is_port, " serve ", "--port "},
};

}  // namespace

std::string stray_word_meant(const std::string& subcommand, const std::vector<std::string>& given) {
  // --port is an option of serve; those who ask are told where.
  const bool port = given.size() == 2 && given.front() == "--port" && subcommand != "serve";
  const std::string word = port ? given.back() : given.size() == 1 ? given.front() : "";
  for (const Kind& kind : kStrayKinds) {
    if (word.empty() || !kind.fits(word)) continue;
    if (kind.subcommands.find(" " + subcommand + " ") == std::string_view::npos) continue;
    return std::string(kind.option) + shell_word(word);
  }
  return {};
}

}  // namespace emulator
