#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <vector>

#include "emulator/journal/file_journal.h"
#include "tests/support/folder.h"

namespace emulator {

// What the tests of the interface run on. Journals live as long as their backend.

class MemoryBackend {
 public:
  Journal& open(JournalLimits limits) {
    journals_.push_back(make_memory_journal(limits));
    return *journals_.back();
  }

 private:
  std::vector<std::unique_ptr<Journal>> journals_;
};

/// All journals of one share a file.
class FileBackend {
 public:
  FileBackend() { file_->begin(); }
  Journal& open(JournalLimits limits) {
    journals_.push_back(make_journal("default", limits, file_));
    return *journals_.back();
  }

 private:
  const support::Folder folder_;
  std::vector<std::unique_ptr<Journal>> journals_;
  const std::shared_ptr<JournalFile> file_ = std::make_shared<JournalFile>(
      folder_.path() + "/calls.ndjson", [](const std::string& text) { FAIL_CHECK(text); });
};

}  // namespace emulator
