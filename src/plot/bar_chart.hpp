// Groups of rows -> bars: pure, and without any notion of pixels.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "analysis/metric.hpp"
#include "core/statistics.hpp"
#include "plot/captions.hpp"
#include "plot/frame.hpp"

namespace primebench {

/// Strokes across a part of a bar, for those who do not tell its colour from others.
enum class Hatch { kNone, kRising, kFalling, kLevel };

/// A piece of a bar that is made of several.
struct BarPart {
  std::string name;
  double value = 0;
  Rgb colour = 0;
  Hatch hatch = Hatch::kNone;
};

struct Bar {
  std::string mode;
  std::vector<std::string> details;  ///< The parameters in which bars differ.
  Rgb colour = 0;
  std::size_t count = 0;  ///< Rows behind it.
  double value = 0;       ///< Their median.
  std::optional<Interval> whisker;
  std::optional<double> ideal;
  std::optional<Interval> ideal_range{};
  std::vector<BarPart> parts{};  ///< From the axis on; they sum to the value. Empty: of one piece.
};

/// Bars that stand side by side and share a label.
struct Cluster {
  std::string label;  ///< Empty where each bar has its own label.
  std::vector<Bar> bars;
};

struct BarChart {
  MetricSpec metric;
  Heading heading;
  std::vector<Cluster> clusters;  ///< One bar each, or one parameter's value each.
  bool clustered = false;
  std::optional<double> reference;  ///< A line across all bars: the baseline's value.

  [[nodiscard]] std::size_t bar_count() const;
};

enum class Sort { kGiven, kValue };

struct BarChartOptions {
  Metric metric = Metric::kWall;
  Sort sort = Sort::kGiven;
  std::string title;  ///< Empty: one that says what is shown.
  MarkWords words{};
};

inline constexpr std::size_t kMostBars = 40;

/// The parameters that tell bars apart, in the words of their labels: one that follows from
/// another is left out.
std::vector<const Parameter*> telling_parameters(const std::vector<Group>& groups);

/// `groups` is not empty. `baseline` is what a speed-up is relative to, `sequential`
/// gives the ideal. Throws Error if there are too many groups, or no baseline to
/// compare one of them with.
BarChart make_bar_chart(const std::vector<Group>& groups, const Baseline& baseline,
                        const Baseline& sequential, const BarChartOptions& options);

/// The chart for a logarithmic axis, on which 0 has no place: a bar of 0 has no whisker, and a
/// baseline of 0 no line. Its caption says so. Throws Error if all bars are 0.
BarChart on_log_axis(BarChart chart);

}  // namespace primebench
