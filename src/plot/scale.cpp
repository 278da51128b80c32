#include "plot/scale.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace primebench {
namespace {

/// The step among 1, 2, 2.5 and 5 times a power of ten that is nearest above `least`.
double round_step(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= least * (1 - 1e-9))
      return factor * power;
  }
  return 10 * power;
}

/// How far an axis must go so that each extent's value and room fit on `pixels`.
double needed_length(double value, double room, double pixels) {
  return value * pixels / std::max(pixels - room, pixels / 4);
}

/// Steps in the unit's own numbers: powers of two of bytes, whole ones of what is counted.
double step_of(Quantity quantity, const Unit& unit, double least) {
  if (quantity == Quantity::kBytes)
    return std::exp2(std::ceil(std::log2(least) - 1e-9));
  const double step = round_step(least);
  return quantity == Quantity::kCount && unit.size == 1 ? std::max(step, 1.0) : step;
}

void add_linear_ticks(Axis& axis, Quantity quantity, const Unit& unit, double pixels,
                      double spacing) {
  const double units = axis.high / unit.size;
  const double step = step_of(quantity, unit, units * std::min(spacing / pixels, 1.0));
  const int last = static_cast<int>(std::floor(units / step * (1 + 1e-9)));
  for (int i = 0; i <= last; ++i)
    axis.ticks.push_back({i * step * unit.size, tick_label(i * step)});
}

/// "100 ms", "1k/s", "20×": ticks with a unit of their own.
std::string label_with_unit(Quantity quantity, double value) {
  if (quantity == Quantity::kRate || quantity == Quantity::kCount)
    return format_quantity(quantity, value);
  const Unit& unit = axis_unit(quantity, value);
  return tick_label(value / unit.size) + (unit.after_blank ? " " : "") + std::string(unit.name);
}

/// Powers of two, of which every tenth has the next unit.
void add_binary_log_ticks(Axis& axis, double pixels, double spacing) {
  const int first = static_cast<int>(std::lround(std::log2(axis.low)));
  const double powers = std::log2(axis.high) - first;
  int every = 1;
  for (const int step : {2, 5, 10, 20}) {
    if (every * pixels / powers < spacing * 0.7 && powers >= step)
      every = step;
  }
  for (int power = first; power <= first + powers + 1e-9; power += every) {
    const double value = std::exp2(power);
    axis.ticks.push_back({value, label_with_unit(Quantity::kBytes, value)});
  }
}

/// Each tick has its own unit: the values span several of them.
void add_log_ticks(Axis& axis, const MetricSpec& metric, double pixels, double spacing) {
  const double low = std::log10(axis.low);
  const double decades = std::log10(axis.high) - low;
  const double decade_pixels = pixels / decades;
  // An axis with one tick says nothing: two are shown, however close.
  const int most = std::max(1, static_cast<int>(std::floor(decades + 1e-9)));
  const int every = std::clamp(static_cast<int>(std::ceil(spacing * 0.7 / decade_pixels)), 1, most);
  const bool finer = decade_pixels > spacing * 3;
  const bool finest = decade_pixels > spacing * 9;
  const int lowest = static_cast<int>(std::floor(low + 1e-9));
  // What is counted has nothing between 0 and 1.
  const int first = metric.quantity == Quantity::kCount ? std::max(lowest, 0) : lowest;
  for (int power = first; power <= std::floor(low + decades + 1e-9); ++power) {
    if ((power - first) % every != 0)
      continue;
    for (int factor = 1; factor <= 9; ++factor) {
      const bool shown = factor == 1 || (finer && (factor == 2 || factor == 5)) || finest;
      const double value = factor * std::pow(10.0, power);
      if (!shown || value < axis.low * (1 - 1e-9) || value > axis.high * (1 + 1e-9))
        continue;
      axis.ticks.push_back({value, label_with_unit(metric.quantity, value)});
    }
  }
}

ValueAxis log_axis(const MetricSpec& metric, const std::vector<Extent>& extents, double pixels,
                   double spacing) {
  ValueAxis result;
  double smallest = 0;
  for (const Extent& extent : extents) {
    if (extent.value > 0 && (smallest == 0 || extent.value < smallest))
      smallest = extent.value;
  }
  const bool binary = metric.quantity == Quantity::kBytes;
  const double decade = std::log10(binary ? 2.0 : 10.0);
  const double low = smallest > 0 ? std::floor(std::log10(smallest * 0.95) / decade) * decade : 0;
  double high = metric.quantity == Quantity::kCount ? std::max(low + 1, 1.0) : low + 1;
  for (const Extent& extent : extents) {
    if (extent.value > 0)
      high =
          std::max(high, low + needed_length(std::log10(extent.value) - low, extent.room, pixels));
  }
  result.axis.log = true;
  result.axis.low = std::pow(10.0, low);
  result.axis.high = std::pow(10.0, high);
  if (binary)
    add_binary_log_ticks(result.axis, pixels, spacing);
  else
    add_log_ticks(result.axis, metric, pixels, spacing);
  result.title = metric.title;
  return result;
}

}  // namespace

ValueAxis value_axis(const MetricSpec& metric, const std::vector<Extent>& extents, double pixels,
                     double spacing, bool log) {
  if (log)
    return log_axis(metric, extents, pixels, spacing);
  ValueAxis result;
  double high = 0;
  double largest = 0;
  for (const Extent& extent : extents) {
    high = std::max(high, needed_length(extent.value, extent.room, pixels));
    largest = std::max(largest, extent.value);
  }
  result.axis.high = high > 0 ? high : 1;
  const Unit& unit = axis_unit(metric.quantity, largest);
  add_linear_ticks(result.axis, metric.quantity, unit, pixels, spacing);
  result.title = metric.title;
  if (!unit.name.empty() && unit.after_blank)
    result.title += fmt::format(" ({})", unit.name);
  if (!unit.after_blank) {
    for (Tick& tick : result.axis.ticks)
      tick.label += unit.name;
  }
  return result;
}

double position(const Axis& axis, double value) {
  if (!axis.log)
    return (value - axis.low) / (axis.high - axis.low);
  return std::log(value / axis.low) / std::log(axis.high / axis.low);
}

std::string tick_label(double value) {
  constexpr double kLong = 1e7;
  if (std::abs(value) >= kLong) {
    const int power = static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-9));
    return fmt::format("{}e{}", tick_label(value / std::pow(10, power)), power);
  }
  std::string digits = fmt::format("{:.6f}", value);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.')
    digits.pop_back();
  return digits;
}

}  // namespace primebench
