// The charts of a page: lines where something was swept, bars where they can be read.

#pragma once

#include <string>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "report/html.hpp"

namespace primebench {

struct PageCharts {
  std::vector<PageChart> charts;
  std::vector<std::string> notes;  ///< What is not drawn, and why; sentences.
};

/// Throws nothing for groups that do not know what a chart needs: it is left out.
PageCharts page_charts(const std::vector<Group>& groups, const Yardsticks& yardsticks,
                       Metric metric);

}  // namespace primebench
