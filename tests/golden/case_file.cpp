#include "tests/golden/case_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace emulator::golden {
namespace {

constexpr const char* kMark = "=== ";

bool is_result(const std::string& title) {
  return title == "findings" || title == "response" || title == "trail";
}

// "options: --a b" is {"--a", "b"}; another line: false.
bool reads_words(const std::string& line, const std::string& title,
                 std::vector<std::string>& words) {
  if (line.rfind(title + ": ", 0) != 0) return false;
  std::istringstream text(line.substr(title.size() + 2));
  for (std::string word; text >> word;) words.push_back(word);
  return true;
}

std::string words_line(const std::string& title, const std::vector<std::string>& words) {
  if (words.empty()) return {};
  std::string line = title + ":";
  for (const std::string& word : words) line += " " + word;
  return line + "\n";
}

}  // namespace

const std::string* Case::section(const std::string& title) const {
  for (const Section& section : sections) {
    if (section.title == title) return &section.text;
  }
  return nullptr;
}

Case read_case(const std::string& path) {
  Case out;
  out.path = path;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(kMark, 0) == 0) {
      out.sections.push_back({line.substr(4), ""});
    } else if (!out.sections.empty()) {
      out.sections.back().text += line + "\n";
    } else if (!reads_words(line, "rules", out.rules) &&
               !reads_words(line, "options", out.options)) {
      out.sentence += line + "\n";
    }
  }
  return out;
}

std::string with_results(const Case& given, const std::vector<Case::Section>& results) {
  std::string text =
      given.sentence + words_line("rules", given.rules) + words_line("options", given.options);
  std::vector<Case::Section> all;
  for (const auto& section : given.sections) {
    if (!is_result(section.title)) all.push_back(section);
  }
  all.insert(all.end(), results.begin(), results.end());
  for (const auto& section : all) text += kMark + section.title + "\n" + section.text;
  return text;
}

std::vector<Case::Section> results_of(const Case& given) {
  std::vector<Case::Section> results;
  for (const auto& section : given.sections) {
    if (is_result(section.title)) results.push_back(section);
  }
  return results;
}

std::vector<std::string> case_files(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace emulator::golden
