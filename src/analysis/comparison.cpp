#include "analysis/comparison.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "analysis/merged_side.hpp"
#include "analysis/names.hpp"
#include "analysis/not_compared.hpp"
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
                   std::span<const Column* const> across, Numbering numbering) {
  std::vector<const Column*> ignored(across.begin(), across.end());
  if (has_one_label(old_rows) && has_one_label(new_rows))
    ignored.push_back(find_column("label"));
  const MergedSide before(old_rows, ignored, 0);
  const MergedSide after(new_rows, ignored,
                         numbering == Numbering::kShared ? 0 : last_call(old_rows) + 1);

  Comparison comparison;
  std::vector<std::pair<Samples, Samples>> pairs;
  for (const Merged& one : before.all()) {
    const Merged* const other = after.find(one.configuration);
    if (other == nullptr)
      continue;
    if (std::string reason = obstacle(one, *other); !reason.empty()) {
      comparison.not_compared.push_back({one.configuration, {}, Side::kOld, std::move(reason)});
      continue;
    }
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
        without_counterpart(one->configuration, Side::kOld, only_new));
  for (const Merged* one : only_new)
    comparison.not_compared.push_back(
        without_counterpart(one->configuration, Side::kNew, only_old));
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
  if (change.needed == 0)
    return "no difference found";
  return change.ratio.basis == Basis::kRounds ? "too few rounds" : "too few calls";
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

TooFew too_few(const Comparison& comparison, Basis basis) {
  TooFew result;
  for (const ComparedConfiguration& one : comparison.compared) {
    const Change& change = one.change;
    if (change.needed == 0 || (change.ratio.basis == Basis::kRounds) != (basis == Basis::kRounds))
      continue;
    ++result.configurations;
    result.needed = std::max(result.needed, change.needed);
  }
  return result;
}

}  // namespace primebench
