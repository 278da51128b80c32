#include "report/verdict_list.hpp"

#include <algorithm>

namespace primebench {

std::vector<const ReportedWork*> by_size(const Report& report) {
  std::vector<const ReportedWork*> sorted;
  for (const ReportedWork& work : report.works)
    sorted.push_back(&work);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* a, const auto* b) { return a->work.prime < b->work.prime; });
  return sorted;
}

NamedTexts verdicts_by_size(const Report& report) {
  constexpr std::size_t kMost = 24;
  NamedTexts found;
  std::vector<const ReportedWork*> others = by_size(report);
  for (const SizeSection& one : report.sizes) {
    for (const SizeLead& lead : one.leads) {
      if (found.size() == kMost)
        return {};
      const auto work = std::find_if(others.begin(), others.end(), [&](const ReportedWork* other) {
        return same_configuration(other->work, lead.work);
      });
      const bool why = lead.all && work != others.end();
      found.emplace_back(one.name.empty() ? lead.size : one.name + " " + lead.size,
                         why ? (*work)->verdict : lead.words);
      if (work != others.end())
        others.erase(work);
    }
  }
  for (const ReportedWork* work : others) {
    if (!found.empty() && !work->verdict.empty())
      found.emplace_back(work->name, work->verdict);
  }
  return found.size() <= kMost ? found : NamedTexts();
}

NamedTexts verdicts_by_work(const Report& report) {
  NamedTexts found;
  for (const ReportedWork* work : by_size(report)) {
    if (!work->verdict.empty())
      found.emplace_back(work->name, work->verdict);
  }
  return found;
}

}  // namespace primebench
