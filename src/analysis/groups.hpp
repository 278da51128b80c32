// Rows put together: those of one configuration, and no others, form a group.

#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/metric.hpp"
#include "analysis/parameters.hpp"

namespace primebench {

/// All rows of one configuration.
struct Group {
  Row configuration;           ///< configuration_of() each of its rows.
  std::vector<double> values;  ///< measured() of each row that has the metric.
  std::vector<double> wall;    ///< Wall time of each row in nanoseconds.
};

/// Takes in any number of rows and keeps two numbers of each.
class Grouping {
 public:
  explicit Grouping(Metric metric) : metric_(metric) {}

  /// Throws Error if there are more configurations than any chart could show.
  void add(const Row& row);

  /// In the order in which they first came.
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }

 private:
  Group& group_of(const Row& row);

  Metric metric_;
  std::vector<Group> groups_;
  std::unordered_multimap<std::size_t, std::size_t> places_;  ///< By configuration_hash().
};

/// The parameters in which groups differ, in the order of parameters(). One that
/// does not apply to some modes counts only if the others differ in it.
std::vector<const Parameter*> differing(const std::vector<Group>& groups);

/// The names of the modes, in the order in which they first come.
std::vector<std::string> modes_of(const std::vector<Group>& groups);

/// The group's own words for each of these parameters, empty ones left out.
std::vector<std::string> describe(const Group& group, const std::vector<const Parameter*>& which);

/// What all groups have in common, as lines for under the title: the work, the
/// machine, the build. What needs no mention (no GIL, no label) is left out.
struct Shared {
  std::vector<std::string> work;
  std::vector<std::string> machine;
  std::vector<std::string> build;
};
Shared shared_by(const std::vector<Group>& groups);

}  // namespace primebench
