// What rows say, ready to be written down in any form: a pure function of the rows. The
// summary of a call is the report of the rows that it has just made.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/breakdown.hpp"
#include "analysis/claims.hpp"
#include "analysis/groups.hpp"
#include "analysis/sizes.hpp"
#include "core/statistics.hpp"

namespace primebench {

/// A configuration that is known by its rows, or that failed before it had one. What the
/// rows do not know is missing.
struct ReportedConfiguration {
  Row configuration;     ///< The mode and the parameters.
  std::string name;      ///< "thread-pool", with what its neighbours differ in.
  std::size_t n = 0;     ///< Rows; 0: it failed.
  double median_ns = 0;  ///< Of the report's metric, as what follows.
  double smallest_ns = 0;
  double largest_ns = 0;
  std::optional<Interval> interval;             ///< 95 %, of the median.
  std::optional<Ratio> speedup;                 ///< Over the baseline; none without one.
  std::optional<double> efficiency;             ///< 1: all that the CPUs can do.
  std::optional<double> cpu_ns;                 ///< Median CPU time.
  std::optional<double> largest_process_bytes;  ///< Highest peak.
  std::optional<double> total_bytes;            ///< Highest peak of all processes together.
  CpuTime cpu_time;                             ///< Where the CPUs' time went.
  bool possibly_best = false;
};

/// Ways of doing the same work on the same machine.
struct ReportedWork {
  Row work;          ///< work_of() each of them.
  std::string name;  ///< What tells it from other works; empty if there is only one.
  std::vector<ReportedConfiguration> configurations;
  std::string verdict;  ///< Sentences without a line end; may be empty.
};

struct FailedConfiguration {
  Row configuration;
  std::string reason;
};

struct Report {
  Metric metric = Metric::kWall;  ///< That medians, speed-ups and verdicts are of: a time.
  std::string baseline;           ///< The mode that speed-ups are relative to.
  bool pools = false;             ///< Pool sizes differ.
  bool has_baseline = false;      ///< Some speed-up is relative to it.
  Shared shared;                  ///< What all configurations have in common.
  std::vector<ReportedWork> works;
  std::vector<SizeSection> sizes;
  std::vector<std::string> remarks;   ///< What was not measured, and such; sentences.
  std::vector<std::string> failures;  ///< "threaded: no more threads"
  std::vector<std::string> warnings;
};

/// The metrics that make_report() looks at, for a Grouping.
std::vector<Metric> report_metrics(Metric metric = Metric::kWall);

/// `failed` are configurations of which the call that is reported gave up. All is
/// in_order(). `metric` is a time; configurations whose rows do not know it are left out,
/// with a warning. `beside` are rows with the same places of which more modes and pools have
/// been kept, where somebody has chosen some: the baseline is looked for there. Throws
/// nothing for rows that do not know everything.
Report make_report(Grouping rows, std::string_view baseline,
                   const std::vector<FailedConfiguration>& failed = {},
                   Metric metric = Metric::kWall, const Grouping* beside = nullptr);

}  // namespace primebench
