#include "analysis/groups.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/error.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostGroups = 10'000;

bool differs(const Parameter& parameter, const std::vector<Group>& groups) {
  std::set<std::string> applying;
  std::map<std::string, std::string> of_mode;
  for (const Group& group : groups) {
    const std::string words = parameter.describe(group.configuration);
    if (!words.empty())
      applying.insert(words);
    const auto [place, fresh] = of_mode.emplace(group.configuration.mode, words);
    if (applying.size() > 1 || (!fresh && place->second != words))
      return true;
  }
  return false;
}

/// What the groups say of the parameter; empty if it needs no mention.
std::string mention(const Parameter& parameter, const std::vector<Group>& groups) {
  for (const Group& group : groups) {
    const Row& row = group.configuration;
    const bool silent = (parameter.column == "gil" && !row.gil) ||
                        (parameter.column == "label" && row.label.empty());
    std::string words = silent ? "" : parameter.describe(row);
    if (!words.empty())
      return words;
  }
  return {};
}

}  // namespace

void Grouping::add(const Row& row) {
  const auto value = measured(metric_, row);
  if (!value)
    return;
  Group& group = group_of(row);
  group.values.push_back(*value);
  group.wall.push_back(static_cast<double>(row.wall_ns));
}

Group& Grouping::group_of(const Row& row) {
  const std::size_t hash = configuration_hash(row);
  const auto [first, last] = places_.equal_range(hash);
  for (auto place = first; place != last; ++place) {
    if (same_configuration(groups_[place->second].configuration, row))
      return groups_[place->second];
  }
  if (groups_.size() == kMostGroups)
    throw Error(
        fmt::format("the rows are of more than {} different configurations; choose some "
                    "with --where FIELD=VALUE",
                    kMostGroups));
  places_.emplace(hash, groups_.size());
  return groups_.emplace_back(Group{configuration_of(row), {}, {}});
}

std::vector<const Parameter*> differing(const std::vector<Group>& groups) {
  std::vector<const Parameter*> result;
  for (const Parameter& parameter : parameters()) {
    if (differs(parameter, groups))
      result.push_back(&parameter);
  }
  return result;
}

std::vector<std::string> modes_of(const std::vector<Group>& groups) {
  std::vector<std::string> modes;
  for (const Group& group : groups) {
    if (std::find(modes.begin(), modes.end(), group.configuration.mode) == modes.end())
      modes.push_back(group.configuration.mode);
  }
  return modes;
}

std::vector<std::string> describe(const Group& group, const std::vector<const Parameter*>& which) {
  std::vector<std::string> result;
  for (const Parameter* parameter : which) {
    std::string words = parameter->describe(group.configuration);
    if (!words.empty())
      result.push_back(std::move(words));
  }
  return result;
}

Shared shared_by(const std::vector<Group>& groups) {
  Shared shared;
  for (const Parameter& parameter : parameters()) {
    const std::string words = differs(parameter, groups) ? "" : mention(parameter, groups);
    if (words.empty())
      continue;
    switch (parameter.place) {
      case Parameter::Place::kWork:
        shared.work.push_back(words);
        break;
      case Parameter::Place::kMachine:
        shared.machine.push_back(words);
        break;
      case Parameter::Place::kBuild:
        shared.build.push_back(words);
        break;
    }
  }
  return shared;
}

}  // namespace primebench
