#include "cli/summary.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "cli/plan.hpp"
#include "cli/task_sizes.hpp"
#include "cli/verdict.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

template <typename Member>
std::vector<double> values_of(const ConfigurationResult& result, Member member) {
  std::vector<double> values;
  for (const SummarySample& sample : result.samples)
    values.push_back(static_cast<double>(sample.*member));
  return values;
}

/// Whether two configurations do the same work, whatever the mode and the pool.
bool same_work(const Configuration& a, const Configuration& b) {
  return a.prime == b.prime && a.runs == b.runs && a.io_delay == b.io_delay && a.kernel == b.kernel;
}

/// What a configuration's speed-up is relative to.
struct Baseline {
  double median_ns = 0;
  bool sequential = false;
};

std::optional<Baseline> baseline_of(const std::vector<ConfigurationResult>& results,
                                    const Configuration& configuration) {
  std::optional<Baseline> slowest;
  for (const ConfigurationResult& result : results) {
    if (result.samples.empty() || !same_work(result.configuration, configuration))
      continue;
    const double wall_ns = median(wall_times(result));
    if (result.configuration.mode->is_baseline())
      return Baseline{wall_ns, true};
    if (!slowest || wall_ns > slowest->median_ns)
      slowest = Baseline{wall_ns, false};
  }
  return slowest;
}

/// How the columns are laid out.
struct Layout {
  std::size_t name_width = 4;
  std::size_t count_width = 1;
  bool pools = false;  ///< A column for the pool sizes, which differ.
  int gap = 2;         ///< Blanks between columns.
};

constexpr std::size_t kColumns = 80;
constexpr std::size_t kPoolWidth = 4;

/// As wide as the names need, as far as there is room. A name that is too long gets a
/// line of its own.
Layout layout_of(const std::vector<std::string>& names, std::size_t most_samples, bool pools) {
  Layout layout{.count_width = std::to_string(most_samples).size(), .pools = pools};
  for (const std::string& name : names)
    layout.name_width = std::max(layout.name_width, name.size());
  const auto others = [&](std::size_t gap) {
    return (pools ? gap + kPoolWidth : 0) + gap + layout.count_width + 5 * (gap + 7) + 9;
  };
  if (layout.name_width + others(2) > kColumns)
    layout.gap = 1;
  layout.name_width = std::min(layout.name_width, kColumns - others(1));
  return layout;
}

/// The name, the pool and n, which stand at the beginning of each line.
std::string line_start(const Layout& layout, const std::string& name, const std::string& pool,
                       const std::string& count) {
  std::string text = name;
  if (name.size() > layout.name_width)
    text += fmt::format("\n{:{}}", "", layout.name_width);
  else
    text += std::string(layout.name_width - name.size(), ' ');
  if (layout.pools)
    text += fmt::format("{:{}}{:>{}}", "", layout.gap, pool, kPoolWidth);
  return text + fmt::format("{:{}}{:>{}}", "", layout.gap, count, layout.count_width);
}

std::string header(const Layout& layout) {
  std::string text = line_start(layout, "mode", "pool", "n");
  for (const std::string_view title : {"median", "min", "max", "speedup", "CPU"})
    text += fmt::format("{:{}}{:>7}", "", layout.gap, title);
  return text + "   memory\n";
}

std::string table_line(const ConfigurationResult& result, const std::string& name,
                       const Layout& layout, const std::vector<ConfigurationResult>& results) {
  const Configuration& configuration = result.configuration;
  const std::string pool =
      configuration.mode->uses_pool() ? std::to_string(configuration.pool) : std::string();
  std::string line = line_start(layout, name, pool, std::to_string(result.samples.size()));
  if (result.samples.empty())
    return line + "   failed\n";
  const std::vector<double> walls = wall_times(result);
  const std::vector<double> memory = values_of(result, &SummarySample::max_rss_bytes);
  const double wall_ns = median(walls);
  const std::optional<Baseline> baseline = baseline_of(results, configuration);
  for (const std::string& cell :
       {format_duration(wall_ns), format_duration(*std::min_element(walls.begin(), walls.end())),
        format_duration(*std::max_element(walls.begin(), walls.end())),
        fmt::format("{:.2f}", baseline->median_ns / wall_ns),
        format_duration(median(values_of(result, &SummarySample::cpu_ns)))})
    line += fmt::format("{:{}}{:>7}", "", layout.gap, cell);
  return line +
         fmt::format(" {:>8}\n", format_bytes(*std::max_element(memory.begin(), memory.end())));
}

/// The configurations that do the same work, as indices, in the order of the plan.
std::vector<std::vector<std::size_t>> group_by_work(
    const std::vector<ConfigurationResult>& results) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& one) {
      return same_work(results[one.front()].configuration, results[i].configuration);
    });
    if (group == groups.end())
      groups.push_back({i});
    else
      group->push_back(i);
  }
  return groups;
}

std::string verdict_of(const std::vector<std::size_t>& group,
                       const std::vector<ConfigurationResult>& results, const Varying& varying) {
  std::vector<const ConfigurationResult*> members;
  std::vector<std::string> names;
  for (const std::size_t index : group) {
    members.push_back(&results[index]);
    names.push_back(
        configuration_name(results[index].configuration, Varying{.pool = varying.pool}));
  }
  return compare(members, names);
}

/// What speed-ups are relative to, and what failed.
std::string notes(const std::vector<ConfigurationResult>& results, const Varying& varying) {
  std::string text;
  const auto has_sequential = [&](const ConfigurationResult& result) {
    const auto baseline = baseline_of(results, result.configuration);
    return !baseline || baseline->sequential;
  };
  const auto with_it = std::count_if(results.begin(), results.end(), has_sequential);
  if (results.size() > 1)
    text += fmt::format("Speedup: median relative to {}.\n",
                        with_it == std::ssize(results) ? "sequential"
                        : with_it == 0                 ? "the slowest"
                                       : "sequential, or to the slowest where that is missing");
  for (const ConfigurationResult& result : results) {
    if (!result.failure.empty())
      text += fmt::format("Failed: {}: {}\n", configuration_name(result.configuration, varying),
                          result.failure);
  }
  return text;
}

/// Sentences of which some may be empty, as one paragraph.
std::string paragraph(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) {
    if (!sentence.empty())
      text += (text.empty() ? "" : " ") + sentence;
  }
  return wrapped(text, kColumns);
}

}  // namespace

std::vector<double> wall_times(const ConfigurationResult& result) {
  return values_of(result, &SummarySample::wall_ns);
}

std::string summary_table(const std::vector<ConfigurationResult>& results, std::size_t cpus) {
  std::vector<Configuration> configurations;
  std::size_t most_samples = 0;
  for (const ConfigurationResult& result : results) {
    configurations.push_back(result.configuration);
    most_samples = std::max(most_samples, result.samples.size());
  }
  const Varying varying = varying_parameters(configurations);
  const std::vector<std::vector<std::size_t>> groups = group_by_work(results);
  // Headings are for groups; a line alone has its whole name.
  const bool headed = groups.size() > 1 && groups.size() < results.size();
  Varying shown = headed ? Varying{} : varying;
  shown.pool = false;  // It has a column.
  std::vector<std::string> names;
  names.reserve(configurations.size());
  for (const Configuration& configuration : configurations)
    names.push_back(configuration_name(configuration, shown));
  const Layout layout = layout_of(names, most_samples, varying.pool);

  std::string text = header(layout);
  for (const std::vector<std::size_t>& group : groups) {
    if (headed)
      text += '\n' + wrapped(work_name(configurations[group.front()], varying), kColumns);
    for (const std::size_t index : group)
      text += table_line(results[index], names[index], layout, results);
    if (headed)
      text += wrapped(verdict_of(group, results, varying), kColumns);
  }
  const SizeReport sizes = report_sizes(results, cpus);
  const std::string alone =
      groups.size() == 1 ? verdict_of(groups.front(), results, varying) : std::string();
  return text + (headed ? "\n" : "") + notes(results, varying) + sizes.table +
         (sizes.table.empty() ? "" : "\n") +
         paragraph({alone, sizes.sentence, caveats(results, cpus)});
}

}  // namespace primebench
