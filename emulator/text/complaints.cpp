#include "emulator/text/complaints.h"

#include <utility>

namespace emulator {
namespace {

constexpr int kMostErrors = 100;

}  // namespace

Complaints::Complaints(const Source& source, std::string language, Findings& findings)
    : source_(source), language_(std::move(language)), findings_(findings) {}

void Complaints::error(const std::string& code, std::string message, std::size_t offset,
                       std::string hint) {
  findings_.add(source_.finding(Severity::kError, language_ + '.' + code, std::move(message),
                                offset, std::move(hint)));
  if (++count_ >= kMostErrors) throw GiveUp{};
}

void Complaints::fatal(const std::string& code, std::string message, std::size_t offset,
                       std::string hint) {
  error(code, std::move(message), offset, std::move(hint));
  throw GiveUp{};
}

}  // namespace emulator
