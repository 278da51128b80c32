#include "report/table.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"
#include "core/utf8.hpp"
#include "report/cells.hpp"

namespace primebench {
namespace {

constexpr std::string_view kUnknown = "–";

/// How the columns are laid out.
struct Layout {
  std::size_t columns = 80;
  std::size_t name_width = 4;
  std::size_t count_width = 1;
  bool pools = false;  ///< A column for the pool sizes, which differ.
  bool range = true;   ///< Columns for minimum and maximum.
  bool total = false;  ///< Memory is that of all processes.
  int gap = 2;         ///< Blanks between columns.
};

constexpr std::size_t kPoolWidth = 4;
constexpr std::size_t kLeastNameWidth = 12;
constexpr int kCellWidth = 7;
constexpr int kMemoryWidth = 8;

template <typename Visit>
void for_each(const Report& report, Visit visit) {
  for (const ReportedWork& work : report.works) {
    for (const ReportedConfiguration& one : work.configurations)
      visit(one);
  }
}

/// As wide as the names need, as far as there is room. A name that is too long gets a
/// line of its own. A narrow terminal gets no minimum and maximum.
Layout layout_of(const Report& report, std::size_t columns) {
  Layout layout{.columns = columns, .pools = report.pools};
  bool all_total = true;
  for_each(report, [&](const ReportedConfiguration& one) {
    layout.name_width = std::max(layout.name_width, columns_of(one.name));
    layout.count_width = std::max(layout.count_width, std::to_string(one.n).size());
    all_total = all_total && (one.n == 0 || one.total_bytes);
  });
  layout.total = all_total;
  const auto others = [&](std::size_t gap) {
    return (layout.pools ? gap + kPoolWidth : 0) + gap + layout.count_width +
           (layout.range ? 5 : 3) * (gap + std::size_t{kCellWidth}) + 1 + std::size_t{kMemoryWidth};
  };
  layout.range = others(1) + kLeastNameWidth <= columns;
  if (layout.name_width + others(2) > columns)
    layout.gap = 1;
  layout.name_width = std::min(layout.name_width, columns - std::min(columns - 4, others(1)));
  return layout;
}

/// The name in lines of at most `columns` columns, without an end of the last; broken at blanks,
/// and within a word that fits into no line.
std::string in_lines(const std::string& name, std::size_t columns) {
  std::string text;
  std::string_view rest = name;
  while (columns_of(rest) > columns) {
    const std::string first = first_columns(rest, columns);
    const std::size_t blank = first.rfind(' ');
    const std::size_t end = blank == std::string::npos ? first.size() : blank;
    text.append(rest.substr(0, end)) += '\n';
    rest.remove_prefix(blank == std::string::npos ? end : end + 1);
  }
  return text.append(rest);
}

/// The name, the pool and n, which stand at the beginning of each line.
std::string line_start(const Layout& layout, const std::string& name, const std::string& pool,
                       const std::string& count) {
  std::string text = in_lines(name, layout.columns);
  const std::size_t taken = columns_of(name);
  if (taken > layout.name_width)
    text += fmt::format("\n{:{}}", "", layout.name_width);
  else
    text += std::string(layout.name_width - taken, ' ');
  if (layout.pools)
    text += fmt::format("{:{}}{:>{}}", "", layout.gap, pool, kPoolWidth);
  return text + fmt::format("{:{}}{:>{}}", "", layout.gap, count, layout.count_width);
}

std::string header(const Layout& layout) {
  std::string text = line_start(layout, "mode", "pool", "n");
  text += cell("median", kCellWidth, layout.gap);
  if (layout.range)
    text += cell("min", kCellWidth, layout.gap) + cell("max", kCellWidth, layout.gap);
  for (const char* title : {"speedup", "CPU"})
    text += cell(title, kCellWidth, layout.gap);
  return text + cell(layout.total ? "memory" : "largest", kMemoryWidth, 1) + '\n';
}

std::string table_line(const ReportedConfiguration& one, const Layout& layout) {
  const Number pool = one.configuration.pool;
  std::string line = line_start(layout, one.name, pool ? std::to_string(*pool) : std::string(),
                                std::to_string(one.n));
  if (one.n == 0)
    return line + "   failed\n";
  const std::string unknown(kUnknown);
  std::vector<std::string> cells = {format_duration(one.median_ns)};
  if (layout.range)
    cells.insert(cells.end(), {format_duration(one.smallest_ns), format_duration(one.largest_ns)});
  cells.push_back(one.speedup ? three_digits(one.speedup->value) : unknown);
  cells.push_back(one.cpu_ns ? format_duration(*one.cpu_ns) : unknown);
  for (const std::string& text : cells)
    line += cell(text, kCellWidth, layout.gap);
  const auto memory = layout.total ? one.total_bytes : one.largest_process_bytes;
  return line + cell(memory ? format_bytes(*memory) : unknown, kMemoryWidth, 1) + '\n';
}

std::string sizes_table(const SizeSection& section, std::size_t columns) {
  if (section.modes.empty())
    return {};
  std::size_t name_width = 24;
  std::size_t cell_width = 14;
  for (const SizedMode& mode : section.modes) {
    name_width = std::max(name_width, columns_of(mode.name));
    cell_width = std::max({cell_width, columns_of(reached_in_words(mode.half)),
                           columns_of(reached_in_words(mode.high))});
  }
  name_width = std::min(name_width, columns - std::min(columns, 2 * (cell_width + 2)));
  const int width = static_cast<int>(cell_width);
  const auto line = [&](const std::string& name, const std::string& half, const std::string& high) {
    return first_columns(name, name_width) +
           std::string(name_width - std::min(name_width, columns_of(name)), ' ') +
           cell(half, width, 2) + cell(high, width, 2) + '\n';
  };
  std::string text =
      fmt::format("\n{}", section.name.empty() ? "" : wrapped(section.name, columns)) +
      line("smallest task that keeps", "50 % efficient", "90 % efficient");
  for (const SizedMode& mode : section.modes)
    text += line(mode.name, reached_in_words(mode.half), reached_in_words(mode.high));
  return text + (section.waits ? "These sizes include the waits of a task.\n" : "");
}

/// Sentences of which some may be empty, as one paragraph.
std::string paragraph(const std::vector<std::string>& sentences, std::size_t columns) {
  std::string text;
  for (const std::string& sentence : sentences) {
    if (!sentence.empty())
      text += (text.empty() ? "" : " ") + sentence;
  }
  return wrapped(text, columns);
}

}  // namespace

std::string table_text(const Report& report, std::size_t columns) {
  const Layout layout = layout_of(report, columns);
  std::string text = header(layout);
  bool headed = false;
  for (const ReportedWork& work : report.works) {
    headed = headed || !work.name.empty();
    if (!work.name.empty())
      text += '\n' + wrapped(work.name, columns);
    for (const ReportedConfiguration& one : work.configurations)
      text += table_line(one, layout);
    if (!work.name.empty())
      text += wrapped(work.verdict, columns);
  }
  if (headed)
    text += '\n';
  if (report.metric != Metric::kWall)
    text +=
        fmt::format("{}: {}.\n", metric_spec(report.metric).title, metric_spec(report.metric).help);
  if (report.has_baseline)
    text +=
        wrapped(fmt::format("Speedup: over {}, round by round; without common rounds, by calls.",
                            report.baseline),
                columns);
  for (const std::string& failure : report.failures)
    text += wrapped("Failed: " + failure, columns);
  std::string sizes;
  for (const SizeSection& section : report.sizes)
    sizes += sizes_table(section, columns);
  text += sizes + (sizes.empty() ? "" : "\n");
  std::vector<std::string> sentences = {
      report.works.size() == 1 ? report.works.front().verdict : "", leads_in_words(report.sizes)};
  sentences.insert(sentences.end(), report.remarks.begin(), report.remarks.end());
  return printable_lines(text + paragraph(sentences, columns));
}

}  // namespace primebench
