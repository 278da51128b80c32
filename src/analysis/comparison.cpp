#include "analysis/comparison.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "analysis/merged_side.hpp"
#include "analysis/names.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

std::uint32_t last_call(const Grouping& rows) {
  std::uint32_t last = 0;
  for (const Group& group : rows.groups()) {
    for (const std::uint32_t call : group.calls)
      last = std::max(last, call);
  }
  return last;
}

bool has_one_label(const Grouping& rows) {
  const std::vector<Group>& groups = rows.groups();
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    return group.configuration.label == groups.front().configuration.label;
  });
}

/// The median of each call.
std::vector<double> medians_of_calls(const Samples& samples) {
  std::map<std::uint32_t, std::vector<double>> calls;
  for (const Sample& sample : samples)
    calls[sample.call].push_back(sample.value);
  std::vector<double> medians;
  medians.reserve(calls.size());
  for (auto& [call, values] : calls)
    medians.push_back(median(std::move(values)));
  return medians;
}

ParameterList differences(const Row& a, const Row& b) {
  ParameterList different;
  for (const Parameter& parameter : parameters()) {
    const Column& column = *find_column(parameter.column);
    if (cell_text(a, column) != cell_text(b, column))
      different.push_back(&parameter);
  }
  return different;
}

std::string cell_in_words(const Row& row, const Parameter& parameter) {
  const std::string argument = argument_of(parameter, row);
  const bool may_be_none =
      parameter.applies != nullptr || parameter.zero_is_none || parameter.none_is_value;
  if (argument.empty())
    return may_be_none ? "none" : "unknown";
  return argument.substr(argument.find('=') + 1);
}

/// Why `one` has no counterpart: what it differs in from the nearest of `others`, which have
/// none either.
std::string reason_for(const Row& one, Side side, const std::vector<const Merged*>& others) {
  constexpr std::size_t kMostLookedAt = 200;  // Nobody reads thousands of reasons.
  const Row* nearest = nullptr;
  ParameterList fewest;
  for (std::size_t i = 0; i < std::min(others.size(), kMostLookedAt); ++i) {
    const Row& other = others[i]->configuration;
    if (other.mode != one.mode)
      continue;
    ParameterList different = differences(one, other);
    if (nearest == nullptr || different.size() < fewest.size()) {
      nearest = &other;
      fewest = std::move(different);
    }
  }
  if (nearest == nullptr)
    return side == Side::kOld ? "only in the old rows" : "only in the new rows";
  const Row& before = side == Side::kOld ? one : *nearest;
  const Row& after = side == Side::kOld ? *nearest : one;
  std::vector<std::string> parts;
  for (const Parameter* parameter : fewest)
    parts.push_back(fmt::format("{}: {} in the old rows, {} in the new ones", parameter->label,
                                cell_in_words(before, *parameter),
                                cell_in_words(after, *parameter)));
  return joined(parts, "; ");
}

std::vector<const Merged*> alone(const MergedSide& side, const MergedSide& other) {
  std::vector<const Merged*> result;
  for (const Merged& merged : side.all()) {
    if (other.find(merged.configuration) == nullptr)
      result.push_back(&merged);
  }
  return result;
}

/// The mode may be what was compared across.
std::string name_of(const Row& row, const ParameterList& varying) {
  if (!row.mode.empty())
    return configuration_name(row, varying);
  const std::string name = work_name(row, varying);
  return name.empty() ? "all modes" : name;
}

void name_all(Comparison& comparison) {
  std::vector<Group> all;
  const auto add = [&](const Row& row) {
    all.push_back({.configuration = row, .calls = {}, .rounds = {}, .columns = {}});
  };
  for (const ComparedConfiguration& one : comparison.compared)
    add(one.configuration);
  // Others are told apart by their reasons, so that one of them makes no name longer.
  const ParameterList compared = differing(all);
  for (ComparedConfiguration& one : comparison.compared)
    one.name = name_of(one.configuration, compared);
  for (const NotCompared& one : comparison.not_compared)
    add(one.configuration);
  const ParameterList varying = differing(all);
  for (NotCompared& one : comparison.not_compared)
    one.name = name_of(one.configuration, varying);
}

}  // namespace

Comparison compare(const Grouping& old_rows, const Grouping& new_rows,
                   std::span<const Column* const> across) {
  std::vector<const Column*> ignored(across.begin(), across.end());
  if (has_one_label(old_rows) && has_one_label(new_rows))
    ignored.push_back(find_column("label"));
  const MergedSide before(old_rows, ignored, 0);
  const MergedSide after(new_rows, ignored, last_call(old_rows) + 1);

  Comparison comparison;
  std::vector<std::pair<Samples, Samples>> pairs;
  for (const Merged& one : before.all()) {
    const Merged* const other = after.find(one.configuration);
    if (other == nullptr)
      continue;
    const std::vector<double> old_medians = medians_of_calls(one.samples);
    const std::vector<double> new_medians = medians_of_calls(other->samples);
    comparison.compared.push_back({.configuration = one.configuration,
                                   .name = {},
                                   .old_ns = median(old_medians),
                                   .new_ns = median(new_medians),
                                   .old_calls = old_medians.size(),
                                   .new_calls = new_medians.size(),
                                   .change = {}});
    pairs.emplace_back(one.samples, other->samples);
  }
  const std::vector<Change> changes = compare_calls(pairs);
  for (std::size_t i = 0; i < changes.size(); ++i)
    comparison.compared[i].change = changes[i];

  const std::vector<const Merged*> only_old = alone(before, after);
  const std::vector<const Merged*> only_new = alone(after, before);
  for (const Merged* one : only_old)
    comparison.not_compared.push_back(
        {one->configuration, {}, Side::kOld, reason_for(one->configuration, Side::kOld, only_new)});
  for (const Merged* one : only_new)
    comparison.not_compared.push_back(
        {one->configuration, {}, Side::kNew, reason_for(one->configuration, Side::kNew, only_old)});
  name_all(comparison);
  return comparison;
}

std::string finding_in_words(const Change& change) {
  switch (change.finding) {
    case Finding::kFaster:
      return "faster";
    case Finding::kSlower:
      return "slower";
    case Finding::kNone:
      break;
  }
  return change.needed > 0 ? "too few calls" : "no difference found";
}

std::vector<std::size_t> slower_by_more_than(const Comparison& comparison, double limit) {
  std::vector<std::size_t> slower;
  for (std::size_t i = 0; i < comparison.compared.size(); ++i) {
    const Change& change = comparison.compared[i].change;
    if (change.finding == Finding::kSlower && change.ratio.interval &&
        change.ratio.interval->low > 1 + limit)
      slower.push_back(i);
  }
  return slower;
}

TooFew too_few_calls(const Comparison& comparison) {
  TooFew too_few;
  for (const ComparedConfiguration& one : comparison.compared) {
    if (one.change.needed == 0)
      continue;
    ++too_few.configurations;
    too_few.needed = std::max(too_few.needed, one.change.needed);
  }
  return too_few;
}

}  // namespace primebench
