#include "tests/golden/run_case.h"

#include <filesystem>
#include <stdexcept>

#include "emulator/model/embedded.h"
#include "emulator/model/lint.h"
#include "emulator/model/model.h"
#include "emulator/model/tie_documents.h"
#include "emulator/serve/emulator.h"
#include "emulator/serve/gate.h"

namespace emulator::golden {
namespace {

/// check  what `check` adds to the findings too
struct Settings {
  bool check = false;
  RuleSettings rules;
  AnswerSettings answers;
  EmulatorOptions emulator;
};

Settings settings_of(const Case& given) {
  Settings out;
  for (std::size_t i = 0; i < given.options.size(); ++i) {
    const std::string& option = given.options[i];
    const auto value = [&] { return given.options.at(++i); };
    if (option == "--api-key") {
      out.rules.api_keys.push_back(value());
    } else if (option == "--accept-api-version") {
      out.rules.accepted_api_versions.push_back(value());
    } else if (option == "--allow-unknown-users") {
      out.rules.allow_unknown_users = true;
    } else if (option == "--errors") {
      out.answers.errors =
          value() == "detailed" ? ErrorBodies::kDetailed : ErrorBodies::kDocumented;
    } else if (option == "--seed") {
      out.rules.seed = std::stoull(value());
    } else if (option == "--check") {
      out.check = true;
    } else if (option == "--cors") {
      out.answers.cors = true;
    } else if (option == "--no-emulator-headers") {
      out.emulator.emulator_headers = false;
    } else {
      throw std::invalid_argument(given.path + ": unknown option " + option);
    }
  }
  return out;
}

// The files that the case brings, or those given.
Files files_of(const Case& given, const Files& otherwise) {
  Files own;
  for (const auto& section : given.sections) {
    const auto space = section.title.find(' ');
    const std::string kind = section.title.substr(0, space);
    if (kind == "file") own.others.push_back({section.title.substr(space + 1), section.text});
    if (kind == "openapi") own.openapi.push_back({section.title.substr(space + 1), section.text});
    if (kind == "fixtures") own.fixtures.push_back({section.title.substr(space + 1), section.text});
  }
  return own.openapi.empty() && own.fixtures.empty() ? otherwise : own;
}

// The files of the case as one folder.
class CaseFiles : public ReferencedFiles {
 public:
  explicit CaseFiles(const Files& files) : files_(files) {}

  std::string id_of(const Document& entry) const override { return entry.name(); }

  Opened open(const Document& from, const std::string& path) override {
    const auto name =
        (std::filesystem::path(from.name()).parent_path() / path).lexically_normal().string();
    Opened opened{name, name, {}};
    for (const auto* list : {&files_.openapi, &files_.others}) {
      for (const File& file : *list) {
        if (file.name == name) read(file, opened);
      }
    }
    if (opened.document) return opened;
    const bool there = !opened.link.findings.empty();
    opened.link.code = there ? "reference.unreadable" : "reference.no-file";
    opened.link.message = there ? "leads to a file that cannot be read" : "leads to no file";
    return opened;
  }

 private:
  static void read(const File& file, Opened& opened) {
    Findings findings;
    const auto documents = read_documents(file.name, file.text, findings);
    opened.link.findings = findings.sorted();
    if (!documents.empty()) opened.document = documents.front();
  }

  const Files& files_;
};

ModelPtr load(const Files& files, const RuleSettings& rules, Findings& findings) {
  std::vector<DocumentPtr> documents, fixtures;
  for (const File& file : files.openapi) {
    for (auto& document : read_documents(file.name, file.text, findings))
      documents.push_back(document);
  }
  CaseFiles folder(files);
  std::vector<std::string> referenced;
  documents = tie_documents(documents, folder, findings, referenced);
  for (const File& file : files.fixtures) {
    for (auto& document : read_documents(file.name, file.text, findings))
      fixtures.push_back(document);
  }
  return load_model(std::move(documents), fixtures, rules, findings);
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') continue;
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'r':
        out += '\r';
        break;
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case 'x':
        out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
        i += 2;
        break;
      default:
        out += text[i];
    }
  }
  return out;
}

// The head's line ends become CRLF, the body loses its last one, and its length is added where none is written.
std::string as_sent(const std::string& request) {
  const auto end = request.find("\n\n");
  std::string head = end == std::string::npos ? request : request.substr(0, end + 1);
  std::string body = end == std::string::npos ? "" : request.substr(end + 2);
  if (!body.empty()) {
    body.pop_back();
    if (head.find("\nContent-Length:") == std::string::npos)
      head += "Content-Length: " + std::to_string(body.size()) + "\n";
  }
  std::string out;
  for (const char c : head) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out + "\r\n" + body;
}

// The bytes of each request.
std::vector<std::string> requests_of(const Case& given) {
  std::vector<std::string> requests;
  for (const auto& section : given.sections) {
    if (section.title == "bytes") requests.push_back(unescaped(section.text));
    if (section.title == "request") requests.push_back(as_sent(section.text));
  }
  return requests;
}

std::string text_of(const Response& response) {
  std::string text = "HTTP " + std::to_string(response.status) + "\n";
  for (const Header& header : response.headers) {
    text += header.name + ": " + (header.name == "Emulator-Call" ? "<id>" : header.value) + "\n";
  }
  return text + "\n" + (response.body ? *response.body + "\n" : "");
}

Response answer_to(const std::string& bytes, const Case& given, Emulator& emulator) {
  auto framed = frame_one(bytes);
  if (!framed) throw std::runtime_error(given.path + ": the request is incomplete");
  if (auto* rejection = std::get_if<Rejection>(&*framed)) return emulator.rejected(*rejection);
  return emulator.handle(std::get<Gate::Framed>(*framed).request);
}

void answer(const Case& given, const ModelPtr& model, const Settings& settings,
            std::vector<Case::Section>& results) {
  Emulator emulator(std::make_shared<const World>(model, settings.answers, 1), settings.emulator);
  std::size_t sent = 0;
  for (const std::string& bytes : requests_of(given)) {
    results.push_back({"response", text_of(answer_to(bytes, given, emulator))});
    const auto calls = emulator.calls();
    if (calls.size() != ++sent)
      throw std::runtime_error(given.path + ": recorded " + std::to_string(calls.size()) +
                               " calls of " + std::to_string(sent));
    std::string trail;
    for (const std::string& line : trail_of(calls.back()->decision, calls.back()->request))
      trail += line + "\n";
    results.push_back({"trail", trail});
  }
}

}  // namespace

Files built_in_files() {
  Files files;
  for (const EmbeddedFile& file : embedded_files()) {
    auto& list = file.name.substr(0, 9) == "fixtures/" ? files.fixtures : files.openapi;
    list.push_back({std::string(file.name), std::string(file.content)});
  }
  return files;
}

std::vector<Case::Section> run_case(const Case& given, const Files& files) {
  const Settings settings = settings_of(given);
  std::vector<Case::Section> results;
  Findings findings;
  const ModelPtr model = load(files_of(given, files), settings.rules, findings);
  if (model && settings.check) lint(*model, findings);
  if (!findings.empty()) {
    std::string text;
    for (const Finding& finding : findings.sorted()) text += to_text(finding) + "\n";
    results.push_back({"findings", text});
  }
  if (model) answer(given, model, settings, results);
  return results;
}

std::string joined(const std::vector<Case::Section>& results) {
  std::string text;
  for (const auto& section : results) text += "=== " + section.title + "\n" + section.text;
  return text;
}

}  // namespace emulator::golden
