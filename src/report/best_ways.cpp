#include "report/best_ways.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/statistics.hpp"
#include "results/parameters.hpp"

namespace primebench {
namespace {

using Way = std::tuple<std::string, Number, Number>;

Way way_of(const Group& group) {
  const Row& row = group.configuration;
  return {row.mode, row.pool, row.chunk};
}

double wall_of(const Group& group) { return median(group.column(Metric::kWall)); }

/// By a hash of the work: a collision would only move a way up or down.
std::map<std::size_t, double> best_by_work(const std::vector<Group>& groups) {
  std::map<std::size_t, double> best;
  for (const Group& group : groups) {
    const double wall = wall_of(group);
    const auto [place, first] =
        best.emplace(configuration_hash(work_of(group.configuration)), wall);
    if (!first)
      place->second = std::min(place->second, wall);
  }
  return best;
}

struct Distance {
  double sum = 0;
  double works = 0;
};

}  // namespace

std::vector<Group> best_ways(const std::vector<Group>& groups, std::size_t most,
                             std::string_view baseline) {
  const std::map<std::size_t, double> best = best_by_work(groups);
  std::map<Way, Distance> distances;
  for (const Group& group : groups) {
    Distance& distance = distances[way_of(group)];
    const double least = best.at(configuration_hash(work_of(group.configuration)));
    distance.sum += std::log(std::max(wall_of(group), 1.0) / std::max(least, 1.0));
    distance.works += 1;
  }
  std::vector<std::pair<double, Way>> ranked;
  ranked.reserve(distances.size());
  for (const auto& [way, distance] : distances)
    ranked.emplace_back(std::get<0>(way) == baseline ? -1 : distance.sum / distance.works, way);
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), most));
  std::vector<Group> result;
  for (const Group& group : groups) {
    if (std::any_of(ranked.begin(), ranked.end(),
                    [&](const auto& one) { return one.second == way_of(group); }))
      result.push_back(group);
  }
  return result;
}

std::size_t count_ways(const std::vector<Group>& groups) {
  std::set<Way> ways;
  for (const Group& group : groups)
    ways.insert(way_of(group));
  return ways.size();
}

std::vector<Group> fastest_of(const std::vector<Group>& groups, std::size_t most) {
  std::vector<Group> sorted = groups;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Group& a, const Group& b) {
    return median(a.column(Metric::kWall)) < median(b.column(Metric::kWall));
  });
  sorted.resize(std::min(sorted.size(), most));
  return sorted;
}

std::vector<Group> first_works_of(const std::vector<Group>& groups, std::size_t most) {
  std::vector<Row> works;
  works.reserve(groups.size());
  for (const Group& group : groups)
    works.push_back(work_of(group.configuration));
  std::vector<bool> taken(groups.size(), false);
  std::vector<Group> shown;
  for (std::size_t i = 0; i < groups.size() && shown.size() < most; ++i) {
    for (std::size_t j = i; j < groups.size() && !taken[i]; ++j) {
      if (same_configuration(works[i], works[j]) && !taken[j]) {
        taken[j] = j > i;
        shown.push_back(groups[j]);
      }
    }
    taken[i] = true;
  }
  shown.resize(std::min(shown.size(), most), groups.front());
  return shown;
}

}  // namespace primebench
