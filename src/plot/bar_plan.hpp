// The part of a bar chart's layout that deals with places and labels along the axis of
// categories. Used by bar_figure.cpp only.

#pragma once

#include <string>
#include <vector>

#include "plot/bar_chart.hpp"
#include "plot/figure.hpp"

namespace primebench {

inline constexpr double kSmallestFont = 9;  ///< The smallest that can be read, in pixels.

/// A bar and its place, counted in bars along the axis of categories.
struct PlacedBar {
  const Bar* bar = nullptr;
  double at = 0;
};

/// A label of the axis of categories.
struct CategoryLabel {
  std::vector<std::string> parts;  ///< A line each where there is room.
  double at = 0;
  double places = 1;  ///< Its room, counted in bars.

  [[nodiscard]] std::string one_line() const;
  /// The parts, broken into lines of at most `width` pixels.
  [[nodiscard]] std::vector<std::string> wrapped(double size, double width) const;
};

struct BarPlan {
  const BarChart& chart;
  bool log = false;
  std::vector<PlacedBar> bars;
  std::vector<CategoryLabel> labels;
  double places = 0;  ///< Length of the axis of categories.
  double font = 0;
  Figure figure;

  [[nodiscard]] double width() const { return figure.area.right - figure.area.left; }
  [[nodiscard]] double height() const { return figure.area.bottom - figure.area.top; }
};

/// A plan with everything in its place along the categories.
BarPlan plan_bars(const BarChart& chart, Size size, bool log);

/// The three functions below add the labels to the figure and take their room from
/// its area: in lines below upright bars, turned below upright bars, or at the left of
/// lying ones, in letters of `size` pixels.
void add_labels_below(BarPlan& plan);
void add_turned_labels(BarPlan& plan);
void add_labels_left(BarPlan& plan, double size);

/// Whether add_labels_below() would have room on an axis of `width` pixels.
bool labels_fit_below(const BarPlan& plan, double width);

}  // namespace primebench
