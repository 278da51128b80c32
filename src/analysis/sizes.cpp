#include "analysis/sizes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "analysis/crossover.hpp"
#include "analysis/efficiency_sweep.hpp"
#include "analysis/names.hpp"
#include "analysis/sweep.hpp"
#include "analysis/verdict.hpp"

namespace primebench {
namespace {

/// The number that the tasks checked, which orders sizes better than the measured times of short
/// tasks do, and how it was asked for: without that, one size could have a mode twice.
using Size = std::pair<std::uint64_t, Number>;

/// The groups of a section by their size.
struct Section {
  std::string name;
  std::map<Size, std::vector<const Group*>> by_size;
};

std::vector<Section> sections_of(const std::vector<Group>& groups, const ParameterList& telling) {
  std::vector<Section> sections;
  for (const Group& group : groups) {
    if (!group.configuration.prime)
      continue;
    const std::string name = work_name(group.configuration, telling);
    auto section = std::find_if(sections.begin(), sections.end(),
                                [&](const Section& one) { return one.name == name; });
    if (section == sections.end())
      section = sections.insert(section, Section{name, {}});
    const Row& row = group.configuration;
    section->by_size[{*row.prime, row.task_time_ns}].push_back(&group);
  }
  std::erase_if(sections, [](const Section& section) { return section.by_size.size() < 2; });
  return sections;
}

/// "100us", what was measured, or the number itself; the number too where `section` has that time
/// with several, as when it was timed anew.
std::string size_name(const Section& section, const Group& group, const Baseline& baseline) {
  const Row& row = group.configuration;
  if (row.task_time_ns) {
    const auto same =
        std::count_if(section.by_size.begin(), section.by_size.end(),
                      [&](const auto& other) { return other.first.second == row.task_time_ns; });
    return duration_argument(*row.task_time_ns) +
           (same > 1 ? fmt::format(" (prime {})", *row.prime) : "");
  }
  if (const auto size = task_size_ns(group, baseline))
    return format_duration(*size);
  return fmt::format("prime {}", *row.prime);
}

/// One mode by size, at the sizes where its efficiency is known.
Sweep sweep_of(const Section& section, const std::string& name, const ParameterList& naming,
               const Baseline& baseline) {
  std::vector<const Group*> own;
  for (const auto& [size, groups] : section.by_size) {
    std::copy_if(groups.begin(), groups.end(), std::back_inserter(own), [&](const Group* group) {
      return configuration_name(group->configuration, naming) == name;
    });
  }
  return efficiency_sweep(own, baseline);
}

/// The names of the section's modes, in the order in which they first came.
std::vector<std::string> names_in(const Section& section, const ParameterList& naming) {
  std::vector<std::string> names;
  for (const auto& [size, groups] : section.by_size) {
    for (const Group* group : groups) {
      std::string name = configuration_name(group->configuration, naming);
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    }
  }
  return names;
}

/// The sizes of the section in their order; none where no baseline tells how large a task is.
std::vector<std::optional<double>> sizes_in(const Section& section, const Baseline& baseline) {
  std::vector<std::optional<double>> sizes;
  sizes.reserve(section.by_size.size());
  for (const auto& [size, groups] : section.by_size)
    sizes.push_back(task_size_ns(*groups.front(), baseline));
  return sizes;
}

/// Changes of the lead, but for those over a size between that has no baseline.
std::vector<SizeCrossover> crossovers_of(const std::vector<std::string>& names,
                                         const std::vector<Sweep>& sweeps,
                                         const std::vector<std::optional<double>>& sizes) {
  const auto are_neighbours = [&](double before, double then) {
    const auto place = std::find(sizes.begin(), sizes.end(), before);
    const auto next = std::find(place, sizes.end(), then);
    return std::find(place, next, std::nullopt) == next;
  };
  std::vector<SizeCrossover> made;
  const std::vector<LeadSet> sets = lead_sets(sweeps);
  for (const LeadChange& change : lead_changes(sweeps, sets, Between::kValues)) {
    if (change.crossing && change.crossing->x && *change.crossing->x > 0 &&
        are_neighbours(sets[change.after].x, sets[change.after + 1].x))
      made.push_back({names[change.before], names[change.then], *change.crossing->x,
                      change.crossing->interval});
  }
  return made;
}

/// The section's modes and crossovers.
void add_sizes(SizeSection& made, const Section& section, const ParameterList& naming,
               const Baseline& baseline) {
  constexpr std::array kLevels = {kHalfEfficiency - kEfficiencyNoise,
                                  kHighEfficiency - kEfficiencyNoise};
  const std::vector<std::string> names = names_in(section, naming);
  std::vector<Sweep> sweeps;
  sweeps.reserve(names.size());
  for (const std::string& name : names)
    sweeps.push_back(sweep_of(section, name, naming, baseline));
  const std::vector<double> sizes = sizes_of(sweeps);
  const std::vector<std::optional<double>> all = sizes_in(section, baseline);
  if (sizes.empty())
    return;
  for (std::size_t i = 0; i < names.size(); ++i) {
    SizedMode mode{names[i], {}, {}};
    if (is_whole(sweeps[i], sizes) && all.back()) {
      const std::vector<Crossing> crossings = metg(sweeps[i], kLevels);
      mode.half = reached(sweeps[i], crossings[0]);
      mode.high = reached(sweeps[i], crossings[1]);
    }
    made.modes.push_back(std::move(mode));
  }
  made.crossovers = crossovers_of(names, sweeps, all);
}

SizeLead lead_at(const Section& section, const std::vector<const Group*>& groups,
                 const ParameterList& naming, const Baseline& baseline) {
  std::vector<Contender> contenders;
  contenders.reserve(groups.size());
  for (const Group* group : groups)
    contenders.push_back({group, configuration_name(group->configuration, naming)});
  const std::string size = size_name(section, *groups.front(), baseline);
  const Row work = work_of(groups.front()->configuration);
  if (contenders.size() == 1)
    return {size, {}, fmt::format("only {} was measured", contenders.front().name), false, work};
  const std::vector<bool> possible = possibly_best(contenders);
  SizeLead lead{size, {}, lead_in_words(contenders, possible), false, work};
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    if (possible[i])
      lead.names.push_back(contenders[i].name);
  }
  lead.all = lead.names.size() == contenders.size();
  return lead;
}

}  // namespace

Reached reached(const Sweep& curve, const Crossing& crossing) {
  const double smallest = curve.front().x;
  if (!crossing.x)
    return {Reached::Kind::kNever, 0, crossing.interval, smallest};
  if (*crossing.x == 0.0)
    return {Reached::Kind::kAlways, smallest, crossing.interval, smallest};
  return {Reached::Kind::kFrom, *crossing.x, crossing.interval, smallest};
}

std::vector<SizeSection> sections_by_size(const std::vector<Group>& groups,
                                          const Baseline& baseline) {
  const ParameterList varying = differing(groups);
  const ParameterList naming = of_ways(varying);
  std::vector<SizeSection> result;
  for (const Section& section : sections_of(groups, without_ways(without_size(varying)))) {
    SizeSection made;
    made.name = section.name;
    add_sizes(made, section, naming, baseline);
    const bool several = std::any_of(section.by_size.begin(), section.by_size.end(),
                                     [](const auto& size) { return size.second.size() > 1; });
    for (const auto& [prime, same_size] : section.by_size) {
      if (several)
        made.leads.push_back(lead_at(section, same_size, naming, baseline));
      for (const Group* group : same_size)
        made.waits |= group->configuration.io_delay_ns.value_or(0) != 0;
    }
    result.push_back(std::move(made));
  }
  return result;
}

}  // namespace primebench
