#include "plot/contrast.hpp"

#include <algorithm>
#include <cmath>

namespace primebench {
namespace {

double channel(Rgb colour, unsigned shift) { return ((colour >> shift) & 0xffU) / 255.0; }

/// Relative luminance, 0 to 1.
double luminance(Rgb colour) {
  const auto linear = [&](unsigned shift) {
    const double value = channel(colour, shift);
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

/// `share` of `other`, the rest `colour`.
Rgb mixed(Rgb colour, Rgb other, double share) {
  Rgb result = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double value = channel(colour, shift) * (1 - share) + channel(other, shift) * share;
    result |= static_cast<Rgb>(std::lround(value * 255)) << shift;
  }
  return result;
}

}  // namespace

double contrast(Rgb a, Rgb b) {
  const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
  return (light + 0.05) / (dark + 0.05);
}

Rgb readable(Rgb colour, Rgb page, double least) {
  const Rgb end = luminance(page) > 0.5 ? 0x000000 : 0xffffff;
  constexpr int kSteps = 50;
  for (int step = 0; step < kSteps; ++step) {
    const Rgb tried = mixed(colour, end, static_cast<double>(step) / kSteps);
    if (contrast(tried, page) >= least)
      return tried;
  }
  return end;
}

Rgb visible_on_dark(Rgb colour) {
  constexpr double kVisible = 2.6;
  constexpr double kLightened = 0.72;
  return contrast(colour, kDarkPage) >= kVisible ? colour : mixed(colour, 0xffffff, kLightened);
}

}  // namespace primebench
