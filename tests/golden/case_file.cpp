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
    } else if (line.rfind("options: ", 0) == 0) {
      std::istringstream words(line.substr(9));
      for (std::string word; words >> word;) out.options.push_back(word);
    } else {
      out.sentence += line + "\n";
    }
  }
  return out;
}

std::string with_results(const Case& given, const std::vector<Case::Section>& results) {
  std::string text = given.sentence;
  if (!given.options.empty()) {
    text += "options:";
    for (const std::string& option : given.options) text += " " + option;
    text += "\n";
  }
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
