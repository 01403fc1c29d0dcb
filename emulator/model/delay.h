#pragma once

#include <chrono>
#include <optional>
#include <variant>

#include "emulator/model/dice.h"
#include "emulator/model/pattern_reader.h"

namespace emulator {

/// The longest a delay may be; what is drawn beyond waits that long.
inline constexpr std::chrono::milliseconds kLongestDelay = std::chrono::hours(24);

/// All in milliseconds.
struct FixedDelay {
  double by = 0;
};
struct UniformDelay {
  double lower = 0;
  double upper = 0;
};
/// sigma  of the delay's natural logarithm
/// most   what is drawn beyond is drawn to there
struct LogNormalDelay {
  double median = 0;
  double sigma = 0;
  std::optional<double> most;
};

/// How long an answer waits, drawn anew for each call.
using DelayDistribution = std::variant<FixedDelay, UniformDelay, LogNormalDelay>;

std::chrono::milliseconds draw(const DelayDistribution& distribution, Dice& dice);

/// {"type":"fixed","milliseconds":n}, {"type":"uniform","lower":a,"upper":b} or
/// {"type":"lognormal","median":m,"sigma":s,"maxValue":optional}. Throws PatternError.
DelayDistribution read_delay_distribution(const PatternSite& site);

/// A whole number of milliseconds, 0 to kLongestDelay. Throws PatternError.
FixedDelay read_fixed_delay(const PatternSite& site);

}  // namespace emulator
