#include "emulator/serve/mappings_folder.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/decide/idle_url.h"
#include "emulator/journal/call_id.h"
#include "emulator/serve/body_folder.h"
#include "emulator/serve/space.h"
#include "emulator/text/document.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

Finding no_folder(const std::string& folder, std::error_code why) {
  Finding finding;
  finding.code = "mappings.no-folder";
  const bool known = why && why != std::errc::no_such_file_or_directory;
  finding.message = known ? "the folder " + in_quotes(folder) + " cannot be read: " + why.message()
                          : "there is no folder " + in_quotes(folder);
  finding.hint = "--mappings takes the folder that holds 'mappings' and '__files'";
  return finding;
}

// A link that leads out of the folder is not followed.
std::vector<std::string> json_files(const std::string& folder, std::error_code& failed) {
  std::vector<std::string> files;
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() != ".json" || !at->is_regular_file(error)) continue;
    const fs::path real = fs::canonical(at->path(), error);
    const auto [inside, unused] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
    if (inside == root.end()) files.push_back(at->path().string());
  }
  failed = error;
  std::sort(files.begin(), files.end());
  return files;
}

std::string stub_id_in(const Document& document, const PatternSite& site) {
  const std::string given = given_id(site);
  if (given.empty()) return uuid_of(document.name() + "#" + site.pointer);
  if (auto id = parse_uuid(given)) return *std::move(id);
  throw PatternError(site.pointer + "/id", "the id " + in_quotes(given) + " is not a UUID");
}

/// Reads the stubs of the files into a set.
class FileStubs {
 public:
  FileStubs(const std::string& files, const MappingsFolder::Check& check, Findings& findings)
      : files_(files), check_(check), findings_(findings) {}

  void add(const DocumentPtr& document) {
    const PatternSite root{document->root(), ""};
    if (!root.value.is_object() || !root.value.contains("mappings")) return add(document, root);
    const Json& list = root.value.at("mappings");
    if (!list.is_array())
      return refuse(*document, {"/mappings", "must be an array of stub mappings"});
    for (std::size_t i = list.size(); i > 0; --i)
      add(document, {list[i - 1], pointer_append("/mappings", i - 1)});
  }

  // Stubs that no call reaches, once all are there: one of a later file may lead to the state that another requires.
  void warn_of_idle() {
    const std::vector<StubPtr> all = stubs.stubs();
    for (const Placed& placed : placed_) {
      const Json& request = placed.stub->json->at("request");
      if (const auto why = why_idle(*placed.stub, all, {}); !why.empty())
        warn_of(placed, "does not answer: " + why, "/requiredScenarioState",
                std::string(kIdleHint));
      else if (const auto url = why_url_fits_nothing(request); !url.empty())
        warn_of(placed, "does not answer: " + url, "/request", {});
      else if (const auto states = why_in_no_scenario(*placed.stub); !states.empty())
        warn_of(placed, "belongs to no scenario: " + states,
                placed.stub->required_state ? "/requiredScenarioState" : "/newScenarioState",
                "give it a scenarioName");
    }
  }

  StubSet stubs;

 private:
  struct Placed {
    DocumentPtr document;
    std::string pointer;
    StubPtr stub;
  };

  void warn_of(const Placed& placed, const std::string& what, const char* member,
               std::string hint) {
    findings_.add(placed.document->finding(Severity::kWarning, "mappings.idle", "this stub " + what,
                                           placed.pointer + member, std::move(hint)));
  }

  void add(const DocumentPtr& document, const PatternSite& site) try {
    const StubPtr stub = read_stub(site, stub_id_in(*document, site));
    if (stubs.find(stub->id))
      throw PatternError(site.pointer + "/id", "another stub has the id " + stub->id);
    if (stubs.size() >= Space::kMostStubs)
      throw PatternError(site.pointer,
                         "there are more than " + std::to_string(Space::kMostStubs) + " stubs");
    const BodyFilePtr file = file_of(*document, site, *stub);
    if (check_) check_(*stub, file, site);
    stubs = stubs.with(stub);
    placed_.push_back({document, site.pointer, stub});
  } catch (const PatternError& mistake) {
    refuse(*document, mistake);
  }

  BodyFilePtr file_of(const Document& document, const PatternSite& site, const Stub& stub) {
    const std::string& name = stub.response.body_file;
    BodyFilePtr file = name.empty() ? nullptr : files_.find(name);
    if (!file && !name.empty()) {
      findings_.add(document.finding(
          Severity::kWarning, "mappings.no-file",
          "there is no file " + in_quotes(name) + " in __files: the stub answers 500",
          site.pointer + "/response/bodyFileName",
          "put it there, or give it at run time: PUT /__admin/files/" + name));
    }
    return file;
  }

  void refuse(const Document& document, const PatternError& mistake) {
    findings_.add(document.finding(Severity::kError, "mappings.stub",
                                   std::string("this is no stub mapping: ") + mistake.what(),
                                   mistake.pointer()));
  }

  BodyFolder files_;
  const MappingsFolder::Check& check_;
  Findings& findings_;
  std::vector<Placed> placed_;
};

}  // namespace

StubSet MappingsFolder::stubs(const Check& check, Findings& findings) const {
  if (!exists()) return {};
  std::error_code error;
  if (!fs::is_directory(mappings(), error)) {
    findings.add(no_folder(mappings(), error));
    return {};
  }
  const std::vector<std::string> names = json_files(mappings(), error);
  if (error) findings.add(no_folder(mappings(), error));
  FileStubs reader(files(), check, findings);
  for (const std::string& file : names)
    for (const DocumentPtr& document : read_document_file(file, findings)) reader.add(document);
  reader.warn_of_idle();
  return std::move(reader.stubs);
}

}  // namespace emulator
