// Where the CPUs' time went while a configuration ran.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"

namespace primebench {

/// What a CPU's time goes to, in the order in which it is shown.
enum class CpuUse { kOwn, kOverhead, kSystem, kWaiting, kIdle };

struct CpuUseSpec {
  CpuUse use = CpuUse::kOwn;
  std::string_view name;  ///< "tasks' own work"
  std::string_view word;  ///< Heading of a column, and with "_ns" a key of JSON.
};

/// Every use, by its number.
inline constexpr auto kCpuUses = std::to_array<CpuUseSpec>({
    {CpuUse::kOwn, "tasks' own work", "own"},
    {CpuUse::kOverhead, "user overhead", "overhead"},
    {CpuUse::kSystem, "system", "system"},
    {CpuUse::kWaiting, "waiting", "waiting"},
    {CpuUse::kIdle, "idle", "idle"},
});

/// Nanoseconds that sum to wall_ns × cpus, or to the CPU time where that is more.
struct Breakdown {
  std::array<double, kCpuUses.size()> ns{};
  double wall_ns = 0;        ///< The median.
  double cpus = 1;           ///< That might be used, quota included.
  bool own_cut = false;      ///< Less user time than the tasks' own work takes elsewhere.
  bool beyond_cpus = false;  ///< More CPU time than wall_ns × cpus.

  [[nodiscard]] double of(CpuUse use) const { return ns[static_cast<std::size_t>(use)]; }
  [[nodiscard]] double total() const;
};

/// A breakdown, or what is not known of it.
struct CpuTime {
  std::optional<Breakdown> breakdown;
  std::string missing;  ///< Why there is none; ends a sentence, without its stop.
};

/// The metrics that cpu_time_of() looks at, for a Grouping.
std::vector<Metric> breakdown_metrics();

/// Of the medians of the group's wall time, CPU time and user time:
///
/// - own: the median user time of sequential for the same work on the same machine, the least
///   that is known to do it; at most the group's own user time, of which noise may leave less
///   (own_cut);
/// - overhead: the rest of the user time;
/// - system: the CPU time that is not user time;
/// - waiting: of what is left of wall time × CPUs, what the waits of the tasks explain. With U
///   tasks under way on C CPUs a wait leaves C / U of a CPU without work, a whole one if U
///   is less: N tasks with k waits of d explain N k d × min(1, C / U);
/// - idle: the rest. None is left if the CPU time is more than wall time × CPUs, as a quota allows
///   for a moment (beyond_cpus).
CpuTime cpu_time_of(const Group& group, const Baseline& sequential);

struct NamedCpuTime {
  std::string name;
  CpuTime time;
};

/// Sentences: what was cut, what is beyond its CPUs, and what is left out, and why.
std::vector<std::string> breakdown_notes(std::span<const NamedCpuTime> times);

}  // namespace primebench
