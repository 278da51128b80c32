#include "analysis/merged_side.hpp"

#include <utility>

#include "analysis/verdict.hpp"

namespace primebench {
namespace {

Row without(Row row, const std::vector<const Column*>& columns) {
  for (const Column* column : columns) {
    // A number that must be known has no empty cell.
    if (!set_cell(row, *column, "")) [[maybe_unused]]
      const bool set = set_cell(row, *column, "0");
  }
  return row;
}

}  // namespace

MergedSide::MergedSide(const Grouping& rows, const std::vector<const Column*>& ignored,
                       std::uint32_t first_call) {
  for (const Group& group : rows.groups()) {
    Merged& merged = place_of(without(group.configuration, ignored));
    merged.parts.push_back(group.configuration);
    for (Sample sample : samples_of(group, Metric::kWall)) {
      sample.call += first_call;
      merged.samples.push_back(sample);
    }
  }
}

const Merged* MergedSide::find(const Row& configuration) const {
  const auto [first, last] = places_.equal_range(configuration_hash(configuration));
  for (auto place = first; place != last; ++place) {
    if (same_configuration(all_[place->second].configuration, configuration))
      return &all_[place->second];
  }
  return nullptr;
}

Merged& MergedSide::place_of(const Row& configuration) {
  if (const Merged* const merged = find(configuration))
    return all_[static_cast<std::size_t>(merged - all_.data())];
  places_.emplace(configuration_hash(configuration), all_.size());
  return all_.emplace_back(Merged{configuration, {}, {}});
}

}  // namespace primebench
