#include "plot/rank_text.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/utf8.hpp"

namespace primebench {

std::string text_ranks(const RankChart& chart, const TextStyle& style) {
  std::size_t name_width = 0;
  for (const RankMark& mark : chart.marks)
    name_width = std::max(name_width, columns_of(safe(mark.name, style)));
  constexpr std::size_t kRank = 6;
  name_width = std::min(name_width, style.columns - kRank - 2 - 2 * chart.bars.size());
  std::string text = heading_lines(chart.heading, style) + "\n";
  for (std::size_t place = 0; place < chart.marks.size(); ++place) {
    const RankMark& mark = chart.marks[place];
    std::string line =
        fmt::format("{:>{}.2f}  {}", mark.rank, kRank,
                    padded(cut(safe(mark.name, style), name_width, style), name_width, false));
    for (const std::vector<std::size_t>& bar : chart.bars) {
      const bool joined = std::find(bar.begin(), bar.end(), place) != bar.end();
      line += !joined ? "  " : style.utf8 ? " ┃" : " |";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  text += "\n";
  for (const std::string& line : chart.heading.caption)
    add_paragraph(text, line, style);
  return text;
}

}  // namespace primebench
