#include "analysis/groups.hpp"

#include <fmt/core.h>

#include <boost/sort/spreadsort/integer_sort.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "results/random_order.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostGroups = 10'000;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

bool differs(const Parameter& parameter, const std::vector<Group>& groups) {
  const bool is_seed = parameter.column == "seed";
  std::set<std::string> applying;
  std::map<std::string, std::string> of_mode;
  for (const Group& group : groups) {
    if (is_seed && !depends_on_seed(group.configuration))
      continue;  // That one has no seed is told by its order.
    const std::string words = words_of(parameter, group.configuration);
    if (!words.empty())
      applying.insert(words);
    const auto [place, fresh] = of_mode.emplace(group.configuration.mode, words);
    if (applying.size() > 1 || (!fresh && place->second != words))
      return true;
  }
  return false;
}

/// Whether it says what the hosts of a batch have, and is one for each number of them.
bool follows_from_hosts(const Parameter& parameter, const std::vector<Group>& groups) {
  if (parameter.column != "hosts_cpu_milli" && parameter.column != "hosts_cpu_model")
    return false;
  const Column& column = *find_column(parameter.column);
  std::map<Number, std::string> cells;
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    const Row& row = group.configuration;
    const std::string cell = cell_text(row, column);
    return cells.emplace(row.hosts, cell).first->second == cell;
  });
}

/// What the groups, which agree, say of the parameter; empty if it needs no mention.
std::string mention(const Parameter& parameter, const std::vector<Group>& groups) {
  const Column& column = *find_column(parameter.column);
  for (const Group& group : groups) {
    const Row& row = group.configuration;
    if (parameter.words != nullptr && is_known(parameter, row) &&
        (parameter.unsaid.empty() || cell_text(row, column) != parameter.unsaid))
      return parameter.words(row);
  }
  return {};
}

/// Equal for rows of the same configuration, and quicker than configuration_hash(): of what tells
/// the configurations of a store apart, which is seldom the compiler.
std::size_t quick_hash(const Row& row) {
  std::size_t hash = row.runs;
  const auto mix = [&](std::size_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 32U;
  };
  for (const Number& cell : {row.prime, row.pool, row.io_delay_ns, row.task_time_ns,
                             row.payload_bytes, row.cpus_allowed})
    mix(cell.value_or(~std::uint64_t{0}));
  for (const std::string* cell : {&row.mode, &row.label, &row.kernel, &row.host, &row.numbers})
    mix(std::hash<std::string>()(*cell));
  return hash;
}

/// Of all that two measurements of a configuration, which has that hash, will hardly have in
/// common.
std::uint64_t fingerprint(const Row& row, std::uint64_t hash) {
  const auto mix = [&](std::uint64_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 29U;
  };
  mix(std::hash<std::string>()(row.started_at));
  mix(row.wall_ns);
  for (const Number& cell :
       {row.run_ns, row.startup_ns, row.user_ns, row.system_ns, row.task_max_ns, row.repetition})
    mix(cell.value_or(0));
  return hash;
}

}  // namespace

std::vector<double> Group::values(Metric metric) const {
  std::vector<double> known;
  known.reserve(column(metric).size());
  for (const double value : column(metric)) {
    if (!std::isnan(value))
      known.push_back(value);
  }
  return known;
}

Grouping::Grouping(const std::vector<Metric>& metrics) {
  const auto keep = [&](Metric metric) {
    kept_.push_back(
        {metric_spec(metric).measured, static_cast<std::size_t>(metric), once_per_call(metric)});
  };
  for (const Metric metric : metrics)
    keep(metric);
  if (std::find(metrics.begin(), metrics.end(), Metric::kWall) == metrics.end())
    keep(Metric::kWall);
}

bool Grouping::LatestCalls::repeats(std::uint32_t call, double value) {
  const auto place = std::find_if(said_.begin(), said_.end(),
                                  [&](const auto& said) { return said.first == call; });
  if (place != said_.end()) {
    const bool same = place->second == value;
    place->second = value;
    return same;
  }
  if (said_.size() < kMost)
    said_.emplace_back(call, value);
  else
    said_[oldest_++ % kMost] = {call, value};
  return false;
}

void Grouping::add(const Row& row, Place place) {
  const std::size_t hash = quick_hash(row);
  const std::size_t index = index_of(row, hash);
  Group& group = groups_[index];
  group.calls.push_back(place.call);
  group.rounds.push_back(place.round);
  for (const Kept& kept : kept_) {
    double value = kept.measured(row).value_or(kUnknown);
    if (kept.once_per_call && latest_[index].repeats(place.call, value))
      value = kUnknown;
    group.columns[kept.column].push_back(value);
  }
  fingerprints_.push_back(fingerprint(row, hash));
  if (row.started_at > last_started_)
    last_started_ = row.started_at;
  if (!row.started_at.empty() && (first_started_.empty() || row.started_at < first_started_))
    first_started_ = row.started_at;
}

std::size_t Grouping::index_of(const Row& row, std::size_t hash) {
  const auto [first, last] = places_.equal_range(hash);
  for (auto place = first; place != last; ++place) {
    if (same_configuration(groups_[place->second].configuration, row))
      return place->second;
  }
  if (groups_.size() == kMostGroups)
    throw Error(
        fmt::format("the rows are of more than {} different configurations; choose some "
                    "with --where FIELD=VALUE",
                    kMostGroups));
  places_.emplace(hash, groups_.size());
  groups_.push_back({.configuration = configuration_of(row)});
  latest_.emplace_back();
  return groups_.size() - 1;
}

std::size_t Grouping::repeated_rows() const {
  std::vector<std::uint64_t> sorted = fingerprints_;
  boost::sort::spreadsort::integer_sort(sorted.begin(), sorted.end());
  return static_cast<std::size_t>(sorted.end() - std::unique(sorted.begin(), sorted.end()));
}

std::vector<const Parameter*> differing(const std::vector<Group>& groups) {
  std::vector<const Parameter*> result;
  for (const Parameter& parameter : parameters()) {
    if (differs(parameter, groups) && !follows_from_hosts(parameter, groups))
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

std::vector<std::string> describe(const Group& group, std::span<const Parameter* const> which) {
  std::vector<std::string> result;
  for (const Parameter* parameter : which) {
    std::string words = words_of(*parameter, group.configuration);
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
