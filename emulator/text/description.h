#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "emulator/text/document.h"

namespace emulator {

/// An OpenAPI Description: one or more entry documents, and the files that their references lead to. Its documents share its
/// ownership: who holds one keeps all. Built first, then immutable and usable from any thread.
/// source  OpenAPI 3.1.1, Parsing Documents
class Description : public std::enable_shared_from_this<Description> {
 public:
  /// What the part of a reference before '#' leads to.
  /// document  nullptr: nothing that can be used
  /// code, message, hint  of the finding at the reference, if there is no document
  /// findings  what is wrong in the file
  struct Link {
    const Document* document = nullptr;
    std::string code = {};
    std::string message = {};
    std::string hint = {};
    std::vector<Finding> findings = {};
  };

  /// Adds a copy of the document. entry: whose dialect and security schemes hold for it; nullptr: it is one itself.
  const Document& add(const Document& document, const Document* entry);
  void add_link(const Document& from, std::string file, Link link);
  /// The entries are pages of one API: a component that one lacks may stand in another.
  void lend_components() { lends_ = true; }

  /// nullptr: `from` does not refer to that file.
  const Link* link(const Document& from, const std::string& file) const;
  /// The entries that lend their components to `from`, in their order.
  std::vector<const Document*> lenders(const Document& from) const;

  DocumentPtr shared(const Document& document) const { return {shared_from_this(), &document}; }
  /// What is made of an entry and the files behind it and shared by all who use it: kept for as long as somebody holds it.
  /// make  called when nobody does, by one thread at a time
  std::shared_ptr<void> shared_work(const Document& entry,
                                    const std::function<std::shared_ptr<void>()>& make) const;
  /// In the order of adding.
  std::vector<DocumentPtr> entries() const;
  /// All files, also those that could not be read, as they are named in findings.
  const std::vector<std::string>& files() const { return files_; }
  void add_file(std::string name) { files_.push_back(std::move(name)); }

 private:
  std::deque<Document> documents_;
  std::map<std::pair<const Document*, std::string>, Link> links_;
  std::vector<std::string> files_;
  bool lends_ = false;
  // The only things that change after building.
  mutable std::mutex mutex_;
  mutable std::map<const Document*, std::weak_ptr<void>> work_;  // guarded by mutex_
};

}  // namespace emulator
