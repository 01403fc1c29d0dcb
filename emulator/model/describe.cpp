#include "emulator/model/describe.h"

#include <deque>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/reference_text.h"
#include "emulator/model/target.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// Far more than any API is written in, and each is a file that is read at every reload.
constexpr std::size_t kMostFiles = 20'000;

void add_file_of(const Json& reference, std::set<std::string>& files) {
  if (!reference.is_string()) return;
  ReferenceText text = split_reference(reference.get_ref<const std::string&>());
  if (!text.file.empty()) files.insert(std::move(text.file));
}

// A discriminator's mapping names schemas, or refers to them.
void add_files_of_mapping(const Json& discriminator, std::set<std::string>& files) {
  const auto mapping =
      discriminator.is_object() ? discriminator.find("mapping") : discriminator.end();
  if (!discriminator.is_object() || mapping == discriminator.end() || !mapping->is_object()) return;
  for (const Json& target : *mapping) {
    const bool name = target.is_string() && target.get_ref<const std::string&>().find_first_of(
                                                "./#") == std::string::npos;
    if (!name) add_file_of(target, files);
  }
}

// The files that references anywhere in a value name, as they are written.
void add_files(const Json& value, std::set<std::string>& files) {
  if (value.is_array()) {
    for (const Json& element : value) add_files(element, files);
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.get_ref<const Json::object_t&>()) {
      if (key == "$ref" || key == "$dynamicRef") {
        add_file_of(member, files);
      } else if (key == "discriminator") {
        add_files_of_mapping(member, files);
      }
      if (member.is_structured()) add_files(member, files);
    }
  }
}

Description::Link refused(std::string code, std::string message, std::string hint) {
  return {nullptr, std::move(code), std::move(message), std::move(hint)};
}

// Whether the text may name a file; if not, the link says why.
bool names_file(const std::string& text, Description::Link& link) {
  if (text.starts_with("http:") || text.starts_with("https:") || text.starts_with("//")) {
    link = refused("reference.network", "leads to the network, which is never asked",
                   "save what it leads to in a file beside this one, and write that file's name");
  } else if (has_scheme(text)) {
    link = refused("reference.unsupported", "is no relative path",
                   "write the path of a file, relative to this one");
  } else if (text.starts_with("/")) {
    link = refused("reference.outside", "is an absolute path",
                   "write the path of a file, relative to this one");
  } else {
    return true;
  }
  return false;
}

class DescriptionBuilder {
 public:
  explicit DescriptionBuilder(ReferencedFiles& files) : files_(files) {}

  std::shared_ptr<const Description> build(const std::vector<DocumentPtr>& entries, bool pages) {
    if (pages) description_->lend_components();
    for (const DocumentPtr& entry : entries) {
      const Document& added = description_->add(*entry, nullptr);
      known_.emplace(files_.id_of(added), &added);
      waiting_.push_back(&added);
    }
    while (!waiting_.empty()) {
      const Document& document = *waiting_.front();
      waiting_.pop_front();
      std::set<std::string> named;
      add_files(document.root(), named);
      for (const std::string& file : named)
        description_->add_link(document, file, link(document, file));
    }
    return description_;
  }

 private:
  Description::Link link(const Document& from, const std::string& file) {
    Description::Link out;
    if (!names_file(file, out)) return out;
    ReferencedFiles::Opened opened = files_.open(from, percent_decode(file).value_or(file));
    if (opened.id.empty()) return std::move(opened.link);
    const auto [known, is_new] = known_.emplace(opened.id, nullptr);
    if (is_new) {
      description_->add_file(opened.name);
      known->second = added(from, opened);
    }
    if (known->second != nullptr) return {known->second};
    return std::move(opened.link);
  }

  const Document* added(const Document& from, ReferencedFiles::Opened& opened) {
    if (!opened.document) return nullptr;
    if (description_->files().size() > kMostFiles) {
      opened.link = refused("reference.too-many-files", "leads to more than 20,000 files",
                            "bundle them into fewer");
      return nullptr;
    }
    const Document& document = description_->add(*opened.document, &from.entry());
    waiting_.push_back(&document);
    return &document;
  }

  ReferencedFiles& files_;
  std::shared_ptr<Description> description_ = std::make_shared<Description>();
  std::map<std::string, const Document*> known_;
  std::deque<const Document*> waiting_;
};

}  // namespace

std::shared_ptr<const Description> describe(const std::vector<DocumentPtr>& entries, bool pages,
                                            ReferencedFiles& files) {
  return DescriptionBuilder(files).build(entries, pages);
}

}  // namespace emulator
