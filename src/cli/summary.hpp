// The summary of a run: a table for people, and what can be said of the fastest.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "measure/configuration.hpp"
#include "measure/measurement.hpp"

namespace primebench {

/// The part of a measurement that the summary needs.
struct SummarySample {
  std::size_t round = 0;
  std::uint64_t wall_ns = 0;
  std::uint64_t cpu_ns = 0;
  std::uint64_t max_rss_bytes = 0;
  std::uint64_t involuntary_switches = 0;
  std::optional<std::uint64_t> workers;  ///< That ran tasks, where that is known.
};

/// All that was measured of one configuration; `failure` says why it was given up.
struct ConfigurationResult {
  Configuration configuration;
  std::vector<SummarySample> samples;
  std::string failure;
};

/// The wall times of the samples, in nanoseconds.
std::vector<double> wall_times(const ConfigurationResult& result);

/// A line per configuration: n, median, minimum and maximum of the wall time, the
/// speed-up over `sequential` with the same parameters (or over the slowest, if that
/// was not measured), median CPU time, highest peak memory. Configurations that do the
/// same work stand together under its name. Then, after a sweep over sizes of tasks, what
/// report_sizes() says, and a paragraph of what compare() and caveats() say. `cpus` are
/// those that could be used. At most 80 columns wide. `results` is not empty.
std::string summary_table(const std::vector<ConfigurationResult>& results, std::size_t cpus);

}  // namespace primebench
