#include "analysis/small_sizes.hpp"

#include <cstddef>
#include <unordered_set>

#include "results/parameters.hpp"

namespace primebench {
namespace {

/// Equal for groups that differ in the size of their tasks alone.
std::size_t hash_without_size(const Group& group) {
  Row row = group.configuration;
  row.prime.reset();
  row.task_time_ns.reset();
  return configuration_hash(row);
}

}  // namespace

std::vector<bool> small_sizes(const std::vector<Group>& groups, const Badness& badness) {
  std::vector<bool> small(groups.size());
  std::unordered_set<std::size_t> good;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    small[i] = badness(groups[i]).has_value();
    if (!small[i])
      good.insert(hash_without_size(groups[i]));
  }
  for (std::size_t i = 0; i < groups.size(); ++i)
    small[i] = small[i] && good.contains(hash_without_size(groups[i]));
  return small;
}

}  // namespace primebench
