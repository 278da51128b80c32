// The sentences of charts and of the errors about them.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/groups.hpp"
#include "analysis/summary.hpp"

namespace primebench {

/// What all groups share, as lines for under the title.
std::vector<std::string> shared_facts(const std::vector<Group>& groups);

/// "n = 9", or "n = 5 to 9": how many rows the groups have.
std::string counted_rows(const std::vector<Group>& groups);

enum class Marks { kBars, kPoints };

/// What a chart calls what it draws, and what it does not draw.
struct MarkWords {
  std::string_view ideal = "Double line";
  std::string_view whiskers = "Whiskers";  ///< Empty: there are none.
  bool ideal_range = true;  ///< Whether the ideal's interval is drawn where it can be seen.
  bool reference = true;    ///< Whether the baseline's own value is a line.
};

/// What the marks and their whiskers are, and of how many rows.
std::string caption(Marks marks, const std::vector<Group>& groups, const Summary& summary,
                    Metric metric, const Baseline& baseline, const MarkWords& words = {});

/// Why there is no chart with a logarithmic axis where no value is above 0.
inline constexpr std::string_view kAllZero =
    "all values are 0, which has no place on a logarithmic axis: leave out --log";

/// Why there is no chart of `count` bars (kBars) or lines (kPoints), and what to do;
/// `varying` are the parameters that tell them apart.
std::string too_many(const std::vector<Group>& groups, const std::vector<const Parameter*>& varying,
                     std::size_t count, Marks marks, std::size_t most);

}  // namespace primebench
