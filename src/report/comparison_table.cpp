#include "report/comparison_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/quantity.hpp"
#include "core/text.hpp"
#include "core/utf8.hpp"
#include "report/cells.hpp"

namespace primebench {
namespace {

constexpr int kTimeWidth = 7;
constexpr std::size_t kFindingWidth = 19;

/// A configuration's line; a name that is too long stands on a line before it.
std::string line_of(const std::string& name, std::size_t name_width, const std::string& before,
                    const std::string& after, const std::string& ratio, std::size_t ratio_width,
                    const std::string& finding) {
  const std::string begin = columns_of(name) <= name_width
                                ? padded(name, name_width)
                                : fmt::format("{}\n{:{}}", name, "", name_width);
  return fmt::format("{}{}{}  {}  {}\n", begin, cell(before, kTimeWidth, 1),
                     cell(after, kTimeWidth, 1), padded(ratio, ratio_width), finding);
}

}  // namespace

std::string ratio_in_words(const Ratio& ratio) {
  // Where an interval leaves 1 out, its digits must too.
  const bool close = ratio.interval && (ratio.interval->low >= 1 || ratio.interval->high <= 1) &&
                     std::abs(ratio.value - 1) < 0.01;
  const auto text = [&](double value) {
    return close ? fmt::format("{:.4f}", value) : three_digits(value);
  };
  return ratio.interval ? fmt::format("{} ({} to {})", text(ratio.value), text(ratio.interval->low),
                                      text(ratio.interval->high))
                        : text(ratio.value);
}

std::string table_text(const Comparison& comparison, std::size_t columns) {
  std::size_t name_width = 13;
  std::size_t ratio_width = 9;
  for (const ComparedConfiguration& one : comparison.compared) {
    name_width = std::max(name_width, columns_of(one.name));
    ratio_width = std::max(ratio_width, columns_of(ratio_in_words(one.change.ratio)));
  }
  const std::size_t others =
      2 * (std::size_t{kTimeWidth} + 1) + 2 + ratio_width + 2 + kFindingWidth;
  name_width = std::min(name_width, columns - std::min(columns - 4, others));
  std::string text =
      line_of("configuration", name_width, "old", "new", "new / old", ratio_width, "finding");
  for (const ComparedConfiguration& one : comparison.compared)
    text += line_of(one.name, name_width, format_duration(one.old_ns), format_duration(one.new_ns),
                    ratio_in_words(one.change.ratio), ratio_width, finding_in_words(one.change));
  text += '\n';
  text += wrapped(kComparisonNote, columns);
  if (!comparison.not_compared.empty())
    text += "\nNot compared:\n";
  for (const NotCompared& one : comparison.not_compared)
    text += wrapped(fmt::format("{}: {}", one.name, one.reason), columns);
  return printable_lines(text);
}

}  // namespace primebench
