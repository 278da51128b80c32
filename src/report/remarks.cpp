#include "report/remarks.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"
#include "modes/table.hpp"

namespace primebench {

std::vector<std::string> remarks_on(const std::vector<Group>& groups,
                                    const std::vector<std::string>& measured,
                                    std::string_view baseline) {
  constexpr std::size_t kMostNamed = 6;  // Of the modes that were not measured.
  std::vector<std::string> remarks;
  if (groups.size() < 2)
    return remarks;
  if (std::all_of(groups.begin(), groups.end(),
                  [](const Group& group) { return group.configuration.cpus_allowed == 1U; }))
    remarks.emplace_back("Only one CPU was allowed, so no dividing ran in parallel.");
  std::vector<std::string> missing;
  for (const ModeSpec* mode : mode_table()) {
    if (std::find(measured.begin(), measured.end(), mode->name) == measured.end())
      missing.push_back(
          fmt::format("{}{}", mode->name, mode->name == baseline ? " (baseline)" : ""));
  }
  if (const std::size_t all = missing.size(); all > kMostNamed) {
    std::erase_if(missing, [](const std::string& name) { return !name.ends_with(')'); });
    missing.push_back(fmt::format("{} more modes", all - missing.size()));
  }
  if (!missing.empty())
    remarks.push_back(fmt::format("Not measured: {}.", listed(missing)));
  return remarks;
}

}  // namespace primebench
