// What a report found, as a list with a name for each: the top of a page.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/report.hpp"

namespace primebench {

/// By ascending number that the tasks checked; others in their order.
std::vector<const ReportedWork*> by_size(const Report& report);

/// Names, such as "task=1ms prime=114529272367249", and what is said of each.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// What was found by the size of tasks, where nobody could be excluded with the reason, and beside
/// it the verdicts on works that have one size. Empty if there are no leads, or too many to read.
NamedTexts verdicts_by_size(const Report& report);

/// The verdicts on all works.
NamedTexts verdicts_by_work(const Report& report);

}  // namespace primebench
