#include "analysis/unlike_hosts.hpp"

#include <fmt/core.h>

#include <set>

namespace primebench {

std::optional<std::string> unlike_hosts(const std::vector<Group>& groups,
                                        const std::vector<std::string>& names) {
  std::optional<std::string> text;
  std::set<std::string> others;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::string& models = groups[i].configuration.hosts_cpu_model;
    if (models.empty())
      continue;
    if (!text)
      text = fmt::format("{}: hosts differ: {}; the ideal takes all to be as fast as the first",
                         names[i], models);
    else
      others.insert(names[i]);
  }
  if (!others.empty())
    *text += fmt::format(" (and {} other{})", others.size(), others.size() > 1 ? "s" : "");
  return text;
}

}  // namespace primebench
