#include "core/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace primebench {
namespace {

struct Unit {
  double size;
  std::string_view name;
};

/// Three significant digits, without an exponent.
std::string three_digits(double value) {
  const double magnitude = std::abs(value);
  if (magnitude < 9.995)
    return fmt::format("{:.2f}", value);
  if (magnitude < 99.95)
    return fmt::format("{:.1f}", value);
  return fmt::format("{:.0f}", value);
}

/// `units` ascend; the largest that leaves at least 1 after rounding is used.
std::string format_with_unit(double value, std::span<const Unit> units) {
  const Unit* unit = &units.front();
  for (const Unit& candidate : units) {
    if (std::abs(value) >= candidate.size * 0.9995)
      unit = &candidate;
  }
  if (unit == &units.front() && value == std::floor(value))
    return fmt::format("{:.0f} {}", value, unit->name);
  return fmt::format("{} {}", three_digits(value / unit->size), unit->name);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Rows i-2, i-1 and i of the usual table.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string format_duration(double nanoseconds) {
  static constexpr std::array<Unit, 4> kUnits = {
      {{1.0, "ns"}, {1e3, "µs"}, {1e6, "ms"}, {1e9, "s"}}};
  return format_with_unit(nanoseconds, kUnits);
}

std::string format_bytes(double bytes) {
  static constexpr std::array<Unit, 4> kUnits = {
      {{1.0, "B"}, {1024.0, "KiB"}, {1024.0 * 1024, "MiB"}, {1024.0 * 1024 * 1024, "GiB"}}};
  return format_with_unit(bytes, kUnits);
}

std::string wrapped(std::string_view text, std::size_t columns) {
  std::string result;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > columns) {
      end = text.substr(0, columns + 1).rfind(' ');
      if (end == std::string_view::npos)
        end = std::min(text.find(' '), text.size());
    }
    result += text.substr(0, end);
    result += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string_view closest_match(std::string_view word,
                               std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    const bool beginning = word.size() >= 2 && candidate.starts_with(word);
    const std::size_t distance = beginning ? 1 : edit_distance(word, candidate);
    const std::size_t allowed = std::max(word.size(), candidate.size()) / 3;
    if ((beginning || distance <= allowed) && (best.empty() || distance < best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string in_quotes(std::string_view text, std::size_t most) {
  std::string result = "'";
  for (const char c : text.substr(0, most)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f)
      result += c;
    else
      result += fmt::format("\\x{:02x}", byte);
  }
  return result + (text.size() > most ? "...'" : "'");
}

}  // namespace primebench
