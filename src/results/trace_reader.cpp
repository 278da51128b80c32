#include "results/trace_reader.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"
#include "results/file_kind.hpp"
#include "results/line_source.hpp"
#include "results/store_header.hpp"
#include "results/trace_format.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

/// In which cell of a line each of kTraceColumns stands.
using Cells = std::array<std::size_t, kTraceColumns.size()>;

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(',', at), line.size());
    cells.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return cells;
}

/// Of the first line of `source`, which `name` is.
Cells parse_header(std::string_view line, const LineSource& source, const std::string& name) {
  const std::vector<std::string_view> cells = split(without_byte_order_mark(line));
  Cells places{};
  for (std::size_t i = 0; i < kTraceColumns.size(); ++i) {
    const auto found = std::find(cells.begin(), cells.end(), kTraceColumns[i]);
    if (found == cells.end()) {
      const auto foreign = foreign_file(source.beginning(), Wanted::kTrace);
      throw Error(fmt::format(
          "{} is not a trace: {}", name,
          foreign
              ? described(*foreign)
              : fmt::format("its first line has no column {}; primebench --trace FILE writes one",
                            kTraceColumns[i])));
    }
    places[i] = static_cast<std::size_t>(found - cells.begin());
  }
  return places;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size() && value >= 0;
  return whole ? std::optional(value) : std::nullopt;
}

std::string not_a_number(const std::string& name, std::size_t line, std::size_t column,
                         std::string_view cell) {
  const std::string_view hint = who_changed(cell);
  return fmt::format("{}, line {}: {} is {}, not a number{}{}", name, line, kTraceColumns[column],
                     in_quotes(cell), hint.empty() ? "" : "; ", hint);
}

TaskTrace parse_task(std::string_view line, const Cells& places, const std::string& name,
                     std::size_t number) {
  const std::vector<std::string_view> cells = split(line);
  std::array<std::int64_t, kTraceColumns.size()> values{};
  for (std::size_t i = 0; i < kTraceColumns.size(); ++i) {
    const auto value =
        places[i] < cells.size() ? parse_number(cells[places[i]]) : std::optional<std::int64_t>();
    if (!value)
      throw Error(not_a_number(name, number, i, places[i] < cells.size() ? cells[places[i]] : ""));
    values[i] = *value;
  }
  if (values[3] < values[2])
    throw Error(fmt::format("{}, line {}: the task ends before it starts", name, number));
  return {static_cast<std::size_t>(values[0]), static_cast<std::size_t>(values[1]), values[2],
          values[3]};
}

}  // namespace

std::vector<TaskTrace> read_trace(const std::string& path) {
  const std::string name = path == "-" ? "standard input" : quoted_path(path);
  Fd fd(path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                    : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd)
    throw_errno("cannot open " + name);
  LineSource source(std::move(fd), name);
  std::optional<Cells> places;
  std::vector<TaskTrace> tasks;
  while (const auto line = source.next_line()) {
    if (line->too_long && places)
      throw Error(fmt::format("{}, line {}: it has more than {} bytes; is it a trace?", name,
                              source.line_number(), kMaxLine));
    if (!places)
      places = parse_header(line->view(), source, name);
    else if (line->view() == kTraceHeader)
      throw Error(fmt::format("{}, line {}: another trace begins; give one at a time", name,
                              source.line_number()));
    else if (line->size != 0)
      tasks.push_back(parse_task(line->view(), *places, name, source.line_number()));
    if (tasks.size() > kMostTraced)
      throw Error(fmt::format("{} has more than {} tasks; trace fewer", name, kMostTraced));
  }
  if (tasks.empty())
    throw Error("there are no tasks in " + name);
  return tasks;
}

}  // namespace primebench
