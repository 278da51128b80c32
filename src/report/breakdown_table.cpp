#include "report/breakdown_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "analysis/breakdown.hpp"
#include "core/text.hpp"
#include "core/utf8.hpp"
#include "report/cells.hpp"

namespace primebench {
namespace {

constexpr std::string_view kHeading =
    "Where the CPUs' time went, of median wall time × CPUs; own: the user time of sequential for "
    "the same work:";
constexpr int kTotalWidth = 7;
constexpr int kShareWidth = 8;  ///< "overhead"

/// The configurations that have rows.
struct Shown {
  std::vector<NamedCpuTime> times;
  std::size_t name_width = 4;
  bool waits = false;
};

/// The name, with the pool where pools differ.
std::string name_of(const Report& report, const ReportedConfiguration& one) {
  const Number pool = one.configuration.pool;
  return report.pools && pool ? fmt::format("{} pool={}", one.name, *pool) : one.name;
}

/// The notes are below all works, where the name alone does not say of which.
std::string with_work(const ReportedWork& work, const std::string& name) {
  return work.name.empty() ? name : fmt::format("{} ({})", name, work.name);
}

Shown shown_of(const Report& report) {
  Shown shown;
  for (const ReportedWork& work : report.works) {
    for (const ReportedConfiguration& one : work.configurations) {
      if (one.n == 0)
        continue;
      const std::string name = name_of(report, one);
      shown.times.push_back({with_work(work, name), one.cpu_time});
      const auto& time = one.cpu_time.breakdown;
      if (!time)
        continue;
      shown.name_width = std::max(shown.name_width, columns_of(name));
      shown.waits = shown.waits || time->of(CpuUse::kWaiting) > 0;
    }
  }
  return shown;
}

/// The name on a line of its own if it is too long.
std::string line_start(const std::string& name, std::size_t width) {
  if (columns_of(name) > width)
    return name + "\n" + std::string(width, ' ');
  return padded(name, width);
}

std::string header(const Shown& shown) {
  std::string text = line_start("mode", shown.name_width) + cell("total", kTotalWidth, 2);
  for (const CpuUseSpec& spec : kCpuUses) {
    if (spec.use != CpuUse::kWaiting || shown.waits)
      text += cell(std::string(spec.word), kShareWidth, 1);
  }
  return text + '\n';
}

std::string line_of(const std::string& name, const Breakdown& time, const Shown& shown) {
  const double total = time.total();
  std::string text =
      line_start(name, shown.name_width) + cell(format_duration(total), kTotalWidth, 2);
  for (const CpuUseSpec& spec : kCpuUses) {
    if (spec.use != CpuUse::kWaiting || shown.waits)
      text += cell(fmt::format("{:.1f} %", total > 0 ? time.of(spec.use) / total * 100 : 0.0),
                   kShareWidth, 1);
  }
  return text + '\n';
}

}  // namespace

std::string breakdown_text(const Report& report, std::size_t columns) {
  Shown shown = shown_of(report);
  if (shown.times.empty())
    return {};
  const std::size_t others = 2 + kTotalWidth + kCpuUses.size() * (1 + kShareWidth);
  shown.name_width = std::min(shown.name_width, columns - std::min(columns - 4, others));
  std::string text;
  for (const ReportedWork& work : report.works) {
    std::string lines;
    for (const ReportedConfiguration& one : work.configurations) {
      if (one.n > 0 && one.cpu_time.breakdown)
        lines += line_of(name_of(report, one), *one.cpu_time.breakdown, shown);
    }
    if (!lines.empty() && !work.name.empty())
      text += fmt::format("\n{}", wrapped(work.name, columns));
    text += lines;
  }
  if (!text.empty())
    text = wrapped(kHeading, columns) + header(shown) + text;
  for (const std::string& note : breakdown_notes(shown.times))
    text += wrapped(note, columns);
  return printable_lines(fmt::format("\n{}", text));
}

}  // namespace primebench
