// Groups of rows -> lines along one parameter: pure, and without any notion of pixels.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "analysis/metric.hpp"
#include "core/statistics.hpp"
#include "plot/along.hpp"
#include "plot/frame.hpp"

namespace primebench {

struct LinePoint {
  double x = 0;
  double value = 0;  ///< A median.
  std::optional<Interval> whisker;
};

struct Line {
  std::string name;
  std::string note;  ///< More about it for the legend; may be empty.
  Rgb colour = 0;
  bool flat = false;  ///< The parameter does not apply: one point that stands for all x.
  std::vector<LinePoint> points;  ///< By ascending x.
  bool ideal = false;             ///< What could be reached at best; not measured.
};

/// Between which places a line may begin to stay above a level.
struct Span {
  std::size_t line = 0;
  double level = 0;
  Interval range;  ///< Along x; 0 and infinity are beyond the chart.
};

/// Where another line becomes the best one.
struct Ring {
  std::size_t line = 0;
  double x = 0;
  double value = 0;
};

struct LineChart {
  MetricSpec metric;
  AlongSpec along;
  Heading heading;
  std::vector<Line> lines;
  std::vector<double> levels;  ///< Values to mark across the chart: the baseline's, 50 %, 90 %.
  std::vector<Span> spans;
  std::vector<Ring> crossovers;
  bool names_at_ends = true;  ///< Else lines are named in a legend, where width is short.
};

struct LineChartOptions {
  Metric metric = Metric::kWall;
  const AlongSpec* along = nullptr;  ///< None: the one parameter that differs.
  std::string title;
  bool log =
      false;  ///< The axis of values is to be logarithmic: the caption says what is not there.
};

/// How many lines can be told apart, and how many if each is of another mode and so has a colour of
/// its own.
inline constexpr std::size_t kMostLines = 16;
inline constexpr std::size_t kMostModes = 24;

/// `groups` is not empty; `baseline` and `sequential` as for bars. Throws Error if it is
/// not clear what to run along, if there are too many lines, if a baseline is missing, or if a
/// logarithmic axis has no value above 0.
LineChart make_line_chart(const std::vector<Group>& groups, const Baseline& baseline,
                          const Baseline& sequential, const LineChartOptions& options);

}  // namespace primebench
