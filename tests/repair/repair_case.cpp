#include "tests/repair/repair_case.h"

#include <sstream>
#include <stdexcept>
#include <utility>

namespace emulator::repair {
namespace {

using golden::Case;
using golden::Files;

struct Replacement {
  std::string old_text;
  std::string new_text;
};

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
      continue;
    }
    const char c = text[++at];
    out += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
  }
  return out;
}

std::vector<std::string> lines_of(const Case& given, const std::string& title) {
  const std::string* text = given.section(title);
  if (!text) throw std::invalid_argument(given.path + ": no section " + title);
  std::vector<std::string> lines;
  std::istringstream stream(*text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

Replacement replacement_of(const Case& given, const std::string& line) {
  const auto arrow = line.find(" => ");
  if (arrow == std::string::npos)
    throw std::invalid_argument(given.path + ": a repair is 'old => new': " + line);
  return {unescaped(line.substr(0, arrow)), unescaped(line.substr(arrow + 4))};
}

bool replace_all(std::string& text, const Replacement& replacement) {
  bool any = false;
  for (std::size_t at = 0; (at = text.find(replacement.old_text, at)) != std::string::npos;
       at += replacement.new_text.size()) {
    text.replace(at, replacement.old_text.size(), replacement.new_text);
    any = true;
  }
  return any;
}

Case repaired(Case given) {
  for (const std::string& line : lines_of(given, "repair")) {
    const Replacement replacement = replacement_of(given, line);
    bool any = false;
    for (auto& section : given.sections) {
      if (section.title == "told" || section.title == "repair") continue;
      any = replace_all(section.text, replacement) || any;
    }
    if (!any) throw std::invalid_argument(given.path + ": nothing to repair by " + line);
  }
  return given;
}

void put(std::vector<golden::File>& files, const std::string& name, const std::string& text) {
  for (golden::File& file : files) {
    if (file.name != name && !file.name.ends_with("/" + name)) continue;
    file.text = text;
    return;
  }
  files.push_back({name, text});
}

// Takes the case's files out of it: run_case would run it with these alone.
Files take_files(Case& given) {
  Files files = golden::built_in_files();
  std::vector<Case::Section> others;
  for (const auto& section : given.sections) {
    const auto space = section.title.find(' ');
    const std::string kind = section.title.substr(0, space);
    if (kind == "openapi") {
      put(files.openapi, section.title.substr(space + 1), section.text);
    } else if (kind == "fixtures") {
      put(files.fixtures, section.title.substr(space + 1), section.text);
    } else {
      others.push_back(section);
    }
  }
  given.sections = std::move(others);
  return files;
}

}  // namespace

RepairCase read_repair_case(const std::string& path) {
  RepairCase out;
  out.broken = golden::read_case(path);
  out.repaired = repaired(out.broken);
  out.told = lines_of(out.broken, "told");
  if (out.told.empty()) throw std::invalid_argument(path + ": nothing is told");
  out.broken_files = take_files(out.broken);
  out.repaired_files = take_files(out.repaired);
  return out;
}

}  // namespace emulator::repair
