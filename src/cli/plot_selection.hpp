// What a chart of a results store is drawn of.

#pragma once

#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "cli/plot_options.hpp"

namespace primebench {

/// The rows to draw, and those to compare them with.
struct Selection {
  std::vector<Group> shown;
  Baseline baseline;
  Baseline sequential;
};

/// Reads the inputs and keeps `metrics` of the rows that were chosen, and of those that they are
/// compared with. Warns of configurations that do not know options.metric, of rows that come
/// twice, and of what is beyond its ideal where that is drawn. Throws Error if nothing is left.
Selection read_selection(const PlotOptions& options, const std::vector<Metric>& metrics);

}  // namespace primebench
