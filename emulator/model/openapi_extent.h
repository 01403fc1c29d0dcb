#pragma once

#include <cstddef>

#include "emulator/model/located.h"

namespace emulator {

/// Far more than any API has; what is read of a document takes some hundred bytes for each.
inline constexpr std::size_t kMostDescribedParts = 1'000'000;

/// How much a document describes: operations, parameters, responses, headers, media types, examples and the KiB of these,
/// each as often as references lead to it. Such references multiply: a few hundred lines may describe a million million
/// parts. It is found out in a time that grows with the document itself.
/// paths    the document's
/// returns  more than kMostDescribedParts: just one more
std::size_t described_parts(const Located& paths);

}  // namespace emulator
