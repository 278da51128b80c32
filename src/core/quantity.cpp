#include "core/quantity.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace primebench {
namespace {

constexpr std::array<Unit, 4> kDurations = {
    {{1, "ns", "ns"}, {1e3, "µs", "us"}, {1e6, "ms", "ms"}, {1e9, "s", "s"}}};
constexpr std::array<Unit, 4> kSizes = {{{1, "B", "B"},
                                         {1024, "KiB", "KiB"},
                                         {1024.0 * 1024, "MiB", "MiB"},
                                         {1024.0 * 1024 * 1024, "GiB", "GiB"}}};
constexpr std::array<Unit, 3> kRates = {
    {{1, "tasks/s", ""}, {1e3, "thousand tasks/s", ""}, {1e6, "million tasks/s", ""}}};
constexpr std::array<Unit, 4> kByteRates = {
    {{1, "B/s", "B/s"}, {1e3, "kB/s", "kB/s"}, {1e6, "MB/s", "MB/s"}, {1e9, "GB/s", "GB/s"}}};
constexpr std::array<Unit, 3> kCounts = {
    {{1, "", ""}, {1e3, "thousands", ""}, {1e6, "millions", ""}}};
constexpr std::array<Unit, 4> kPrefixes = {
    {{1, "", ""}, {1e3, "k", ""}, {1e6, "M", ""}, {1e9, "G", ""}}};
constexpr std::array<Unit, 1> kFactors = {{{1, "×", "x", false}}};
constexpr std::array<Unit, 1> kPercents = {{{0.01, "%", "%"}}};

/// The largest unit of which there is at least one after rounding.
const Unit& fitting(std::span<const Unit> units, double value) {
  const Unit* best = &units.front();
  for (const Unit& unit : units) {
    if (std::abs(value) >= unit.size * 0.9995)
      best = &unit;
  }
  return *best;
}

/// `digits` without the zeros, and the point, that end a fraction.
std::string trimmed(std::string digits) {
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.')
    digits.pop_back();
  return digits;
}

std::string with_unit(std::span<const Unit> units, double value) {
  const Unit& unit = fitting(units, value);
  if (&unit == &units.front() && value == std::floor(value))
    return fmt::format("{:.0f} {}", value, unit.name);
  return fmt::format("{} {}", three_digits(value / unit.size), unit.name);
}

/// Three significant digits, and k, M or G for the thousands.
std::string short_number(double value) {
  const Unit& unit = fitting(kPrefixes, value);
  const double scaled = value / unit.size;
  if (scaled == std::floor(scaled) && std::abs(scaled) < 1000)
    return fmt::format("{:.0f}{}", scaled, unit.name);
  return three_digits(scaled) + std::string(unit.name);
}

/// The largest unit in which the number has at most three digits after the point.
const Unit& exact_unit(std::uint64_t nanoseconds) {
  const Unit* best = &kDurations.front();
  for (const Unit& unit : kDurations) {
    const auto size = static_cast<std::uint64_t>(unit.size);
    if (nanoseconds >= size && (size < 1000 || nanoseconds % (size / 1000) == 0))
      best = &unit;
  }
  return *best;
}

/// Exact: 2^53 thousandths of a second are three hundred thousand years.
std::string exact_digits(std::uint64_t nanoseconds, const Unit& unit) {
  return trimmed(fmt::format("{:.3f}", static_cast<double>(nanoseconds) / unit.size));
}

}  // namespace

std::span<const Unit> units_of(Quantity quantity) {
  switch (quantity) {
    case Quantity::kDuration:
      return kDurations;
    case Quantity::kBytes:
      return kSizes;
    case Quantity::kRate:
      return kRates;
    case Quantity::kByteRate:
      return kByteRates;
    case Quantity::kFactor:
      return kFactors;
    case Quantity::kPercent:
      return kPercents;
    case Quantity::kCount:
      break;
  }
  return kCounts;
}

const Unit& axis_unit(Quantity quantity, double largest) {
  return fitting(units_of(quantity), largest);
}

std::string three_digits(double value) {
  constexpr int kMost = 12;
  const double magnitude = std::abs(value);
  if (magnitude == 0)
    return "0.00";
  // One more where rounding adds a digit: 9.996 is 10.0.
  const int digits = static_cast<int>(std::floor(std::log10(magnitude * (1 + 0.5e-3)))) + 1;
  return fmt::format("{:.{}f}", value, std::clamp(3 - digits, 0, kMost));
}

std::string format_quantity(Quantity quantity, double value) {
  switch (quantity) {
    case Quantity::kDuration:
      return format_duration(value);
    case Quantity::kBytes:
      return format_bytes(value);
    case Quantity::kRate:
      return short_number(value) + "/s";
    case Quantity::kByteRate:
      return with_unit(kByteRates, value);
    case Quantity::kFactor:
      return three_digits(value) + "×";
    case Quantity::kPercent:
      return three_digits(value * 100) + " %";
    case Quantity::kCount:
      break;
  }
  return short_number(value);
}

std::string format_duration(double nanoseconds) { return with_unit(kDurations, nanoseconds); }

std::string format_bytes(double bytes) { return with_unit(kSizes, bytes); }

std::string exact_duration(std::uint64_t nanoseconds) {
  if (nanoseconds == 0)
    return "0";
  const Unit& unit = exact_unit(nanoseconds);
  return fmt::format("{} {}", exact_digits(nanoseconds, unit), unit.name);
}

std::string duration_argument(std::uint64_t nanoseconds) {
  const Unit& unit = fitting(kDurations, static_cast<double>(nanoseconds) * 0.9995);
  const auto size = static_cast<std::uint64_t>(unit.size);
  std::string digits = std::to_string(nanoseconds / size);
  if (nanoseconds % size != 0)  // As many digits as a nanosecond needs in this unit.
    digits += trimmed(fmt::format(".{:0{}}", nanoseconds % size, std::to_string(size).size() - 1));
  return digits + std::string(unit.typed);
}

std::string bytes_argument(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 5> kUnits = {"", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  for (; unit + 1 < kUnits.size() && bytes != 0 && bytes % 1024 == 0; ++unit)
    bytes /= 1024;
  return fmt::format("{}{}", bytes, kUnits[unit]);
}

}  // namespace primebench
