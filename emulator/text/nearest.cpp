#include "emulator/text/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace emulator {
namespace {

/// The work grows with the product of the lengths, and a stranger chooses one of them.
constexpr std::size_t kMostBytes = 200;

std::string lower(std::string_view text) {
  std::string result(text.substr(0, kMostBytes));
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  a = a.substr(0, kMostBytes);
  b = b.substr(0, kMostBytes);
  // row[j]: the edits from the part of a seen so far to the first j bytes of b.
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

std::string_view nearest(std::string_view name, std::span<const std::string> known) {
  const std::string wanted = lower(name);
  std::string_view best;
  std::size_t best_edits = kMostBytes + 1;
  for (const std::string& candidate : known) {
    const std::string other = lower(candidate);
    const std::size_t longer = std::max(wanted.size(), other.size());
    const std::size_t shorter = std::min(wanted.size(), other.size());
    const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
    // Every missing byte is an edit: most names are ruled out without the table.
    if (longer - shorter > allowed || longer - shorter >= best_edits) continue;
    const std::size_t edits = edit_distance(wanted, other);
    if (edits <= allowed && edits < best_edits) {
      best = candidate;
      best_edits = edits;
    }
  }
  return best;
}

}  // namespace emulator
