#include "results/raw_cells.hpp"

#include <algorithm>

namespace primebench {

bool split_raw(std::string_view line, RawCells& cells) {
  cells.clear();
  if (line.find('\0') != std::string_view::npos)
    return false;
  const bool quotes = line.find('"') != std::string_view::npos;
  const auto cell_end = [&](std::size_t at) {
    return std::min(quotes ? line.find_first_of(",\"", at) : line.find(',', at), line.size());
  };
  for (std::size_t begin = 0;;) {
    std::size_t end = cell_end(begin);
    while (end < line.size() && line[end] == '"') {
      const std::size_t closed = line.find('"', end + 1);
      if (closed == std::string_view::npos)
        return false;
      end = cell_end(closed + 1);
    }
    cells.push_back(line.substr(begin, end - begin));
    if (end == line.size())
      return true;
    begin = end + 1;
  }
}

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n'))
    line.remove_suffix(1);
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  return line;
}

std::string_view without_quotes(std::string_view cell) {
  const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return quoted ? cell.substr(1, cell.size() - 2) : cell;
}

}  // namespace primebench
