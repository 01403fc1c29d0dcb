#include "emulator/text/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

/// The work grows with the product of the lengths, and a stranger chooses one of them.
constexpr std::size_t kMostComparedBytes = 200;

std::string comparable(std::string_view text) {
  return in_lower_case(text.substr(0, kMostComparedBytes));
}

/// As edit_distance(), but two neighbours that have changed places are one edit: people type so.
std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1), above(b.size() + 1), two_above;
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
    two_above = above;
    above = row;
  }
  return above[b.size()];
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  a = a.substr(0, kMostComparedBytes);
  b = b.substr(0, kMostComparedBytes);
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
  const std::string wanted = comparable(name);
  std::string_view best;
  std::size_t best_edits = kMostComparedBytes + 1;
  for (const std::string& candidate : known) {
    const std::string other = comparable(candidate);
    const std::size_t longer = std::max(wanted.size(), other.size());
    const std::size_t shorter = std::min(wanted.size(), other.size());
    const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
    // Every missing byte is an edit: most names are ruled out without the table.
    if (longer - shorter > allowed || longer - shorter >= best_edits) continue;
    const std::size_t edits = slips_between(wanted, other);
    if (edits <= allowed && edits < best_edits) {
      best = candidate;
      best_edits = edits;
    }
  }
  return best;
}

}  // namespace emulator
