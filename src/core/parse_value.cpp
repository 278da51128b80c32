#include "core/parse_value.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>

#include "core/error.hpp"
#include "core/quantity.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

struct DurationUnit {
  std::string_view name;
  std::uint64_t nanoseconds;
};

/// What can be typed besides: minutes, hours, nothing at all, and microseconds as they are printed,
/// with the micro sign or the Greek letter.
constexpr std::array<DurationUnit, 5> kOnlyTyped = {{{"m", 60'000'000'000},
                                                     {"h", 3'600'000'000'000},
                                                     {"", 1'000'000},
                                                     {"\u00b5s", 1'000},
                                                     {"\u03bcs", 1'000}}};

/// Nanoseconds in the unit called `name`; none if there is no such unit.
std::optional<std::uint64_t> duration_unit(std::string_view name) {
  for (const Unit& unit : units_of(Quantity::kDuration)) {
    if (unit.typed == name)
      return static_cast<std::uint64_t>(unit.size);
  }
  for (const DurationUnit& unit : kOnlyTyped) {
    if (unit.name == name)
      return unit.nanoseconds;
  }
  return std::nullopt;
}

/// Bytes in the unit called `name`; none if there is no such unit.
std::optional<std::uint64_t> bytes_unit(std::string_view name) {
  std::string upper(name);
  for (char& letter : upper)
    letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  if (upper.empty() || upper == "B")
    return 1;
  const std::size_t power = std::string_view("KMGT").find(upper.front());
  const std::string_view rest = std::string_view(upper).substr(1);
  if (power == std::string_view::npos || !(rest.empty() || rest == "B" || rest == "IB"))
    return std::nullopt;
  std::uint64_t size = 1;
  for (std::size_t i = 0; i <= power; ++i)
    size *= rest == "B" ? 1000 : 1024;
  return size;
}

constexpr std::uint64_t kLargest = std::uint64_t{1} << 40U;  // Bytes.
constexpr std::uint64_t kLongest = 3'600'000'000'000'000;    // 1000 hours, in nanoseconds.

/// All of `text` as ASCII digits; none if it is anything else or too large.
std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || end != last)
    return std::nullopt;
  return value;
}

/// `whole`.`fraction` units of `unit` nanoseconds; none if that is not a whole
/// number of nanoseconds or too long.
std::optional<std::uint64_t> scaled(std::uint64_t whole, std::string_view fraction,
                                    std::uint64_t unit) {
  if (whole > kLongest / unit)
    return std::nullopt;
  std::uint64_t result = whole * unit;
  for (std::uint64_t place = unit; const char digit : fraction) {
    const auto value = static_cast<std::uint64_t>(digit - '0');
    if (place % 10 != 0 && value != 0)
      return std::nullopt;
    place /= 10;
    result += value * place;
  }
  return result <= kLongest ? std::optional(result) : std::nullopt;
}

}  // namespace

std::uint64_t parse_count(std::string_view flag, std::string_view text, std::uint64_t least,
                          std::uint64_t most) {
  const auto value = digits(text);
  if (!value || *value < least || *value > most)
    throw UsageError(fmt::format("{} takes a whole number from {} to {}, not {}", flag, least, most,
                                 in_quotes(text)));
  return *value;
}

std::chrono::nanoseconds parse_duration(std::string_view flag, std::string_view text) {
  const std::size_t unit_at = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, unit_at);
  const std::string_view unit_name = text.substr(unit_at);
  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view fraction = number.substr(std::min(point + 1, number.size()));
  const auto whole = digits(number.substr(0, point));
  const bool fraction_ok = point == number.size() || (digits(fraction) && fraction.size() <= 9);

  const auto unit = duration_unit(unit_name);
  if (whole && fraction_ok && unit) {
    if (const auto value = scaled(*whole, fraction, *unit))
      return std::chrono::nanoseconds(*value);
  }
  throw UsageError(
      fmt::format("{} takes a duration such as 250ms, 1.5s, 500us, 2m, 1h or 40 (milliseconds), at "
                  "most 1000 hours, "
                  "not {}",
                  flag, in_quotes(text)));
}

std::uint64_t parse_bytes(std::string_view flag, std::string_view text) {
  const std::size_t unit_at = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto count = digits(text.substr(0, unit_at));
  const auto unit = bytes_unit(text.substr(unit_at));
  if (count && unit && *count <= kLargest / *unit)
    return *count * *unit;
  throw UsageError(
      fmt::format("{} takes a size such as 100, 4KiB, 64kB or 1MiB, at most 1TiB, "
                  "not {}",
                  flag, in_quotes(text)));
}

double parse_percentage(std::string_view flag, std::string_view text) {
  constexpr std::uint64_t kMost = 10'000;
  constexpr double kThousandths = 1000;
  const std::string_view number = text.ends_with('%') ? text.substr(0, text.size() - 1) : text;
  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view fraction = number.substr(std::min(point + 1, number.size()));
  const auto whole = digits(number.substr(0, point));
  const std::string padded =
      std::string(fraction) + std::string(3 - std::min<std::size_t>(fraction.size(), 3), '0');
  const auto part = digits(padded);
  const bool fraction_ok = point == number.size() || (!fraction.empty() && fraction.size() <= 3);
  if (!whole || !part || !fraction_ok || *whole > kMost || (*whole == kMost && *part > 0))
    throw UsageError(
        fmt::format("{} takes a percentage such as 5% or 0.5%, not {}", flag, in_quotes(text)));
  return (static_cast<double>(*whole) + static_cast<double>(*part) / kThousandths) / 100;
}

}  // namespace primebench
