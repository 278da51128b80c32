#include "plot/line_keys.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace primebench {
namespace {

/// Whether the number of tasks goes with the size of a task: more of the small ones.
bool runs_follow_size(const std::vector<Group>& groups) {
  std::map<std::pair<Number, Number>, std::uint64_t> runs;
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    const Row& row = group.configuration;
    return runs.emplace(std::pair(row.prime, row.io_delay_ns), row.runs).first->second == row.runs;
  });
}

/// Whether there is one size of pool for each number of hosts, as when all their CPUs are used.
bool pool_follows_hosts(const std::vector<Group>& groups) {
  std::map<std::pair<std::string, Number>, Number> pools;
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    const Row& row = group.configuration;
    return pools.emplace(std::pair(row.mode, row.hosts), row.pool).first->second == row.pool;
  });
}

/// Whether the order of tasks goes with their mix: equal ones have none, the others one.
bool order_follows_mix(const std::vector<Group>& groups) {
  std::set<std::string> orders;
  for (const Group& group : groups)
    orders.insert(group.configuration.order);
  orders.erase("");
  return orders.size() < 2;
}

}  // namespace

std::vector<const Parameter*> line_parameters(const std::vector<const Parameter*>& varying,
                                              const AlongSpec& along,
                                              const std::vector<Group>& groups) {
  const Parameter* const prime = find_parameter("prime");
  const Parameter* const task_time = find_parameter("task-time");
  const Parameter* const runs = find_parameter("runs");
  const Parameter* const io_delay = find_parameter("io-delay");
  const Parameter* const pool = find_parameter("pool");
  const Parameter* const hosts = find_parameter("hosts");
  std::vector<const Parameter*> result;
  for (const Parameter* parameter : varying) {
    const bool number = parameter == prime || parameter == task_time;
    const bool size =
        number || parameter == io_delay || (parameter == runs && runs_follow_size(groups));
    const bool along_size = along.parameter == nullptr && size;
    const bool along_number = (along.parameter == prime ||
                               (along.parameter == task_time && times_tell_numbers(groups))) &&
                              number;
    const bool along_hosts =
        along.parameter == hosts && parameter == pool && pool_follows_hosts(groups);
    const bool along_mix = along.parameter == find_parameter("mix") &&
                           parameter == find_parameter("order") && order_follows_mix(groups);
    if (parameter != along.parameter && !along_size && !along_number && !along_hosts && !along_mix)
      result.push_back(parameter);
  }
  return result;
}

std::string line_name(const Group& group, const std::vector<const Parameter*>& which) {
  std::string name = group.configuration.mode;
  for (const std::string& words : describe(group, which))
    name += fmt::format(", {}", words);
  return name;
}

std::vector<std::string> lines_through(const Group& group, const std::vector<Group>& groups,
                                       const AlongSpec& along,
                                       const std::vector<const Parameter*>& telling) {
  std::vector<std::string> names;
  if (along.parameter == find_parameter("mix") && group.configuration.order.empty()) {
    std::vector<const Parameter*> others = telling;
    std::erase(others, find_parameter("order"));
    for (const Group& other : groups) {
      if (other.configuration.order.empty() || line_name(other, others) != line_name(group, others))
        continue;
      const std::string name = line_name(other, telling);
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    }
  }
  return names.empty() ? std::vector{line_name(group, telling)} : names;
}

}  // namespace primebench
