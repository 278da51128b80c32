#include "analysis/baseline.hpp"

#include <fmt/core.h>

#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {

Baseline::Baseline(std::string mode, const std::vector<Group>& groups) : mode_(std::move(mode)) {
  for (const Group& group : groups) {
    if (group.configuration.mode != mode_)
      continue;
    places_.emplace(configuration_hash(work_of(group.configuration)), groups_.size());
    groups_.push_back(group);
  }
}

const Group* Baseline::of(const Row& configuration) const {
  const Row work = work_of(configuration);
  const auto [first, last] = places_.equal_range(configuration_hash(work));
  const Group* only = nullptr;
  std::size_t candidates = 0;
  for (auto place = first; place != last; ++place) {
    const Group& group = groups_[place->second];
    if (!same_configuration(work_of(group.configuration), work))
      continue;
    if (group.configuration.pool == configuration.pool)
      return &group;
    only = &group;
    ++candidates;
  }
  return candidates == 1 ? only : nullptr;
}

std::string_view efficiency_mode(std::string_view baseline) {
  return baseline.ends_with("-sequential") ? baseline : kSequential;
}

Yardsticks::Yardsticks(std::string mode, const std::vector<Group>& measured)
    : baseline_(std::move(mode), measured) {
  if (baseline_.mode() != kSequential)
    sequential_.emplace(std::string(kSequential), measured);
}

const Group& Baseline::required(const Row& configuration) const {
  if (const Group* const group = of(configuration))
    return *group;
  std::vector<std::string> missing;
  for (const Parameter& parameter : parameters()) {
    if (parameter.place == Parameter::Place::kWork && parameter.applies == nullptr &&
        parameter.words != nullptr && is_known(parameter, configuration))
      missing.push_back(parameter.words(configuration));
  }
  throw Error(
      fmt::format("the baseline {} was not measured with {}{}; measure it with --mode {} and "
                  "otherwise the same flags, or choose another --baseline",
                  in_quotes(mode_), joined(missing),
                  groups_.empty() ? "" : " on the same machine by the same build", mode_));
}

}  // namespace primebench
