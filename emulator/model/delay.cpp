#include "emulator/model/delay.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "emulator/model/json_words.h"

namespace emulator {
namespace {

const double kMostMilliseconds = static_cast<double>(kLongestDelay.count());

double milliseconds(const PatternSite& site) {
  return site.number(0, kMostMilliseconds, "a number of milliseconds from 0 to 86400000");
}

/// Normally distributed, by Box and Muller.
double normal(Dice& dice) {
  const double radius = std::sqrt(-2 * std::log(1 - dice.next()));
  return radius * std::cos(2 * std::numbers::pi * dice.next());
}

struct Draw {
  Dice& dice;
  double operator()(const FixedDelay& delay) const { return delay.by; }
  double operator()(const UniformDelay& delay) const {
    return delay.lower + dice.next() * (delay.upper - delay.lower);
  }
  double operator()(const LogNormalDelay& delay) const {
    const double drawn = delay.median * std::exp(delay.sigma * normal(dice));
    return delay.most ? std::min(drawn, *delay.most) : drawn;
  }
};

using Read = DelayDistribution (*)(const PatternSite& site);

DelayDistribution read_fixed(const PatternSite& site) {
  site.allow_only({"type", "milliseconds"});
  return read_fixed_delay(site.required("milliseconds"));
}

DelayDistribution read_uniform(const PatternSite& site) {
  site.allow_only({"type", "lower", "upper"});
  const UniformDelay delay{milliseconds(site.required("lower")),
                           milliseconds(site.required("upper"))};
  if (delay.lower > delay.upper) site.refuse("'lower' is greater than 'upper'");
  return delay;
}

DelayDistribution read_log_normal(const PatternSite& site) {
  site.allow_only({"type", "median", "sigma", "maxValue"});
  LogNormalDelay delay{milliseconds(site.required("median")),
                       site.required("sigma").number(0, 100, "a number from 0 to 100"),
                       {}};
  if (site.has("maxValue")) delay.most = milliseconds(site.member("maxValue"));
  return delay;
}

struct DistributionRow {
  const char* type;
  Read read;
};
constexpr DistributionRow kDistributions[] = {
    {"fixed", read_fixed}, {"uniform", read_uniform}, {"lognormal", read_log_normal}};

}  // namespace

std::chrono::milliseconds draw(const DelayDistribution& distribution, Dice& dice) {
  const double drawn = std::visit(Draw{dice}, distribution);
  return std::chrono::milliseconds(
      static_cast<std::int64_t>(std::clamp(std::round(drawn), 0.0, kMostMilliseconds)));
}

DelayDistribution read_delay_distribution(const PatternSite& site) {
  const PatternSite type = site.object().required("type");
  for (const DistributionRow& row : kDistributions) {
    if (type.text() == row.type) return row.read(site);
  }
  type.refuse(brief(type.text()) + " is no delay; use 'fixed', 'uniform' or 'lognormal'");
}

FixedDelay read_fixed_delay(const PatternSite& site) {
  return {static_cast<double>(site.whole_number(0, kLongestDelay.count()))};
}

}  // namespace emulator
