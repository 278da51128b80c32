#include "analysis/names.hpp"

#include <algorithm>
#include <iterator>

#include "core/text.hpp"

namespace primebench {
namespace {

template <typename Predicate>
ParameterList kept(std::span<const Parameter* const> which, Predicate predicate) {
  ParameterList result;
  std::copy_if(which.begin(), which.end(), std::back_inserter(result), predicate);
  return result;
}

bool is_size(const Parameter* parameter) {
  return parameter == find_parameter("prime") || parameter == find_parameter("task-time");
}

bool is_pool(const Parameter* parameter) { return parameter == find_parameter("pool"); }

/// Whether it says how the work is done, and not what the work is.
bool is_of_way(const Parameter* parameter) { return parameter->applies != nullptr; }

}  // namespace

std::string configuration_name(const Row& row, std::span<const Parameter* const> which) {
  const Parameter* const prime = find_parameter("prime");
  std::vector<std::string> words = {row.mode};
  for (const Parameter* parameter : which) {
    std::string word = argument_of(*parameter, row);
    if (!word.empty() && !(parameter == prime && row.task_time_ns))
      words.push_back(std::move(word));
  }
  return joined(words, " ");
}

std::vector<std::string> configuration_names(const std::vector<Group>& groups,
                                             std::span<const Parameter* const> which) {
  std::vector<std::string> names;
  names.reserve(groups.size());
  for (const Group& group : groups)
    names.push_back(configuration_name(group.configuration, which));
  return names;
}

std::string work_name(const Row& row, std::span<const Parameter* const> which) {
  std::vector<std::string> words;
  for (const Parameter* parameter : which) {
    std::string word = argument_of(*parameter, row);
    if (!word.empty())
      words.push_back(std::move(word));
  }
  return joined(words, " ");
}

ParameterList without_pool(std::span<const Parameter* const> which) {
  return kept(which, [](const Parameter* parameter) { return !is_pool(parameter); });
}

ParameterList without_size(std::span<const Parameter* const> which) {
  return kept(which, [](const Parameter* parameter) { return !is_size(parameter); });
}

ParameterList of_ways(std::span<const Parameter* const> which) { return kept(which, is_of_way); }

ParameterList without_ways(std::span<const Parameter* const> which) {
  return kept(which, [](const Parameter* parameter) { return !is_of_way(parameter); });
}

}  // namespace primebench
