#include "emulator/journal/entry.h"

namespace emulator {
namespace {

// An allocation's own cost: a shared_ptr's control block and the allocator's header.
constexpr std::size_t kAllocation = 48;

std::size_t bytes_of(const std::string& text) { return sizeof(text) + text.size(); }

std::size_t bytes_of(const Request& request) {
  return (request.head ? kAllocation + bytes_of(*request.head) : 0) +
         request.headers.size() * sizeof(HeaderLine) + request.body.size() + request.client.size();
}

std::size_t bytes_of(const Response& response) {
  std::size_t bytes = response.reason.size();
  for (const Header& header : response.headers)
    bytes += bytes_of(header.name) + bytes_of(header.value);
  if (response.body) bytes += kAllocation + bytes_of(*response.body);
  return bytes;
}

std::size_t bytes_of(const Violation& violation) {
  return sizeof(violation) + violation.expected.size() + violation.found.size() +
         violation.hint.size();
}

std::size_t bytes_of(const Decision& decision) {
  std::size_t bytes = bytes_of(decision.response) + decision.judged.size() * sizeof(Judged);
  for (const Violation& violation : decision.violations) bytes += bytes_of(violation);
  for (const std::string& note : decision.notes) bytes += bytes_of(note);
  return bytes;
}

}  // namespace

std::size_t size_in_bytes(const Entry& entry) {
  return kAllocation + sizeof(entry) + entry.id.size() + entry.report.size() +
         bytes_of(entry.request) + bytes_of(entry.decision);
}

}  // namespace emulator
