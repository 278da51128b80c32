// Groups of rows -> a critical difference diagram: pure, and without any notion of pixels.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/groups.hpp"
#include "analysis/metric.hpp"
#include "plot/frame.hpp"

namespace primebench {

struct RankMark {
  std::string name;
  double rank = 1;  ///< The mean over all rounds.
};

struct RankChart {
  Heading heading;
  std::string axis;             ///< Its title.
  std::vector<RankMark> marks;  ///< By ascending rank.
  /// Places in `marks`, ascending: which cannot be told apart.
  std::vector<std::vector<std::size_t>> bars;
};

struct RankChartOptions {
  Metric metric = Metric::kWall;
  std::string title;               ///< Empty: one that says what is shown.
  std::string_view bars = "Bars";  ///< What the caption calls what joins marks.
};

inline constexpr std::size_t kMostRanks = 24;

/// `groups` know the metric, and are not empty. Throws Error if there is only one, or too many,
/// or if they did different work or share no rounds.
RankChart make_rank_chart(const std::vector<Group>& groups, const RankChartOptions& options);

}  // namespace primebench
