#include "emulator/cli/finding_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/text/json.h"

namespace emulator {
namespace {

std::size_t count(const std::vector<Finding>& findings, Severity severity) {
  const auto same = [&](const Finding& finding) { return finding.severity == severity; };
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), same));
}

std::string counted(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string as_text(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings) out += to_text(finding) + "\n";
  const std::size_t notes = count(findings, Severity::kNote);
  return out + counted(count(findings, Severity::kError), "error") + ", " +
         counted(count(findings, Severity::kWarning), "warning") +
         (notes > 0 ? ", " + counted(notes, "note") : "") + "\n";
}

std::string as_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"severity", to_string(finding.severity)},
                    {"code", finding.code},
                    {"message", finding.message},
                    {"file", finding.place.file},
                    {"line", finding.place.line},
                    {"column", finding.place.column},
                    {"hint", finding.hint}});
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string xml(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // XML 1.0 has no other control characters.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

std::string as_junit(const std::vector<Finding>& findings) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"alloy-emulator check\" "
      "tests=\"" +
      std::to_string(std::max<std::size_t>(findings.size(), 1)) + "\" failures=\"" +
      std::to_string(count(findings, Severity::kError)) + "\">\n";
  if (findings.empty()) out += "  <testcase classname=\"check\" name=\"no findings\"/>\n";
  for (const Finding& finding : findings) {
    out += "  <testcase classname=\"" + xml(finding.code) + "\" name=\"" +
           xml(to_string(finding.place)) + "\">\n";
    const bool error = finding.severity == Severity::kError;
    out += error ? "    <failure message=\"" + xml(finding.message) + "\">" +
                       xml(to_text(finding)) + "</failure>\n"
                 : "    <system-out>" + xml(to_text(finding)) + "</system-out>\n";
    out += "  </testcase>\n";
  }
  return out + "</testsuite>\n";
}

}  // namespace

std::string report(const std::vector<Finding>& findings, const std::string& format) {
  if (format == "json") return as_json(findings);
  if (format == "junit") return as_junit(findings);
  return as_text(findings);
}

}  // namespace emulator
