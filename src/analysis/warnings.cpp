#include "analysis/warnings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "analysis/ideal.hpp"
#include "analysis/small_sizes.hpp"
#include "analysis/unlike_hosts.hpp"
#include "core/statistics.hpp"

namespace primebench {
namespace {

constexpr double kShortNs = 5e6;
constexpr double kLargeSpread = 0.1;
constexpr double kOutlierScore = 3.5;
constexpr std::size_t kFewestForSpread = 3;
constexpr std::size_t kFewestForOutliers = 6;
constexpr double kMuchStolen = 0.01;

struct Worst {
  double value = 0;
  std::string name;    ///< Of the group that has it.
  std::string others;  ///< " (and 2 others)", or nothing.
};

std::optional<Worst> find_worst(const std::vector<Group>& groups,
                                const std::vector<std::string>& names,
                                const std::vector<bool>& excused, const Badness& badness) {
  std::optional<Worst> worst;
  std::size_t count = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto value = excused[i] ? std::nullopt : badness(groups[i]);
    count += value ? 1 : 0;
    if (value && (!worst || *value > worst->value))
      worst = Worst{*value, names[i], ""};
  }
  if (count > 1)
    worst->others = fmt::format(" (and {} other{})", count - 1, count > 2 ? "s" : "");
  return worst;
}

std::optional<double> shortness(const Group& group) {
  const double wall_ns = median(group.column(Metric::kWall));
  return wall_ns < kShortNs ? std::optional(-wall_ns) : std::nullopt;
}

std::optional<double> spread(const Group& group) {
  const std::vector<double>& walls = group.column(Metric::kWall);
  if (walls.size() < kFewestForSpread)
    return std::nullopt;
  constexpr double kNormal = 1.4826;  // Standard deviation / MAD of a normal distribution.
  const double middle = median(walls);
  const double share = kNormal * median_absolute_deviation(walls, middle) / middle;
  return share > kLargeSpread ? std::optional(share) : std::nullopt;
}

std::optional<double> outliers(const Group& group) {
  const std::vector<double>& walls = group.column(Metric::kWall);
  if (walls.size() < kFewestForOutliers)
    return std::nullopt;
  double highest = 0;
  for (const double score : modified_z_scores(walls))
    highest = std::max(highest, std::abs(score));
  return highest > kOutlierScore ? std::optional(highest) : std::nullopt;
}

std::optional<double> idle_workers(const Group& group) {
  const Row& row = group.configuration;
  const std::vector<double> workers = group.values(Metric::kWorkers);
  const ModeSpec* const mode = known_mode(row.mode);
  if (row.io_delay_ns.value_or(0) > 0 && mode != nullptr && !mode->wait_holds_worker)
    return std::nullopt;  // Its tasks wait without one.
  if (!row.pool || row.runs < *row.pool || workers.empty())
    return std::nullopt;
  const double idle =
      static_cast<double>(*row.pool) - *std::min_element(workers.begin(), workers.end());
  return idle > 0 ? std::optional(idle) : std::nullopt;
}

/// How often in a second other programs took the CPU from a group that never used more of
/// them than there are. Of less than 50 ms no rate is told.
std::optional<double> interruptions(const Group& group) {
  constexpr double kMany = 100;
  constexpr double kFewest = 100;  // Starting and ending workers costs some as well.
  constexpr double kLongEnoughNs = 50e6;
  const Row& row = group.configuration;
  if (!row.cpus)
    return std::nullopt;
  const auto cpus = static_cast<double>(*row.cpus);
  if (row.pool && *row.pool > *row.cpus)
    return std::nullopt;  // Its workers interrupt each other, those without a task too.
  // Who hands data to processes, or tasks to other machines, has work for a CPU as well.
  const ModeSpec* const mode = known_mode(row.mode);
  const bool handed_out =
      row.payload_bytes.value_or(0) != 0 || (mode != nullptr && mode->spans_machines);
  const double most_workers = handed_out ? cpus - 1 : cpus;
  double highest = 0;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const double switches = group.column(Metric::kInvoluntary)[i];
    const double wall_ns = group.column(Metric::kWall)[i];
    // A comparison with what is not known is false.
    if (group.column(Metric::kWorkers)[i] <= most_workers && switches >= kFewest &&
        wall_ns >= kLongEnoughNs)
      highest = std::max(highest, switches * 1e9 / wall_ns);
  }
  return highest > kMany ? std::optional(highest) : std::nullopt;
}

double sum(const std::vector<double>& all) { return std::accumulate(all.begin(), all.end(), 0.0); }

std::optional<double> throttled(const Group& group) {
  const double total = sum(group.values(Metric::kThrottled));
  return total > 0 ? std::optional(total) : std::nullopt;
}

/// The share of the CPUs' time. The kernel counts it in hundredths of a second: of so few that
/// one more or less would matter no share is told.
std::optional<double> stolen(const Group& group) {
  constexpr double kFewestNs = 30e6;
  const Row& row = group.configuration;
  const std::vector<double> values = group.values(Metric::kStolen);
  if (!row.cpus || values.empty())
    return std::nullopt;
  const double time = sum(group.column(Metric::kWall)) * static_cast<double>(*row.cpus);
  const double share = sum(values) / std::max(time, 1.0);
  return share > kMuchStolen && sum(values) >= kFewestNs ? std::optional(share) : std::nullopt;
}

std::optional<double> unoptimised(const Group& group) {
  return group.configuration.compiler.ends_with(" unoptimised") ? std::optional(1.0) : std::nullopt;
}

/// What is found, and how it is said of the worst.
struct Kind {
  Badness badness;
  enum Excuse {
    kNone,
    kShort,
    kSmall
  } excuse;  ///< Of small sizes in a sweep: see find_warnings().
  std::string (*text)(const Worst& worst);
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> instance = {
      {shortness, Kind::kShort,
       [](const Worst& worst) {
         return fmt::format(
             "{}{} took {}, less than 5 ms, mostly the machine's own jitter; use more --runs or a "
             "larger --prime",
             worst.name, worst.others, format_duration(-worst.value));
       }},
      {spread, Kind::kShort,
       [](const Worst& worst) {
         return fmt::format(
             "{}{} spread by {:.0f} % of the median; close other programs or use more --repeat",
             worst.name, worst.others, 100 * worst.value);
       }},
      {outliers, Kind::kShort,
       [](const Worst& worst) {
         return fmt::format(
             "{}{} had outliers, the farthest {:.1f} robust standard deviations from the median; "
             "nothing was dropped",
             worst.name, worst.others, worst.value);
       }},
      {idle_workers, Kind::kSmall,
       [](const Worst& worst) {
         return fmt::format(
             "{}{} left {:.0f} of its workers without a task; use longer tasks or a smaller "
             "--pool",
             worst.name, worst.others, worst.value);
       }},
      {interruptions, Kind::kNone,
       [](const Worst& worst) {
         return fmt::format(
             "{}{} lost its CPU to other programs {:.0f} times a second; close them or use more "
             "--repeat",
             worst.name, worst.others, worst.value);
       }},
      {throttled, Kind::kNone,
       [](const Worst& worst) {
         return fmt::format(
             "{}{}: a CPU quota kept threads waiting for {}, all CPUs together; raise the quota "
             "or use a smaller --pool",
             worst.name, worst.others, format_duration(worst.value));
       }},
      {stolen, Kind::kNone,
       [](const Worst& worst) {
         return fmt::format(
             "{}{}: the hypervisor took {:.1f} % of the CPU time; repeat on a quieter machine",
             worst.name, worst.others, 100 * worst.value);
       }},
      {unoptimised, Kind::kNone,
       [](const Worst&) {
         return std::string(
             "primebench was built without optimisation; configure with CMAKE_BUILD_TYPE=Release");
       }},
  };
  return instance;
}

}  // namespace

std::vector<Metric> warning_metrics() {
  return {Metric::kWall, Metric::kInvoluntary, Metric::kWorkers, Metric::kStolen,
          Metric::kThrottled};
}

std::vector<std::string> find_warnings(const std::vector<Group>& groups,
                                       const std::vector<std::string>& names) {
  std::vector<std::string> warnings;
  // None is excused, those too short, and those that are too small for all their workers.
  const std::array<std::vector<bool>, 3> excused = {std::vector<bool>(groups.size()),
                                                    small_sizes(groups, shortness),
                                                    small_sizes(groups, idle_workers)};
  for (const Kind& kind : kinds()) {
    if (const auto worst = find_worst(groups, names, excused[kind.excuse], kind.badness))
      warnings.push_back(kind.text(*worst));
  }
  if (auto text = unlike_hosts(groups, names))
    warnings.push_back(*std::move(text));
  return warnings;
}

std::string repeated_rows_warning(std::size_t count) {
  return fmt::format(
      "{} row{} the same as an earlier one in every cell that was measured: was a "
      "file read twice?",
      count, count == 1 ? " is" : "s are");
}

}  // namespace primebench
