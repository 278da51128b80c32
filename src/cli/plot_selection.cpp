#include "cli/plot_selection.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "analysis/beyond_ideal.hpp"
#include "analysis/calls.hpp"
#include "analysis/names.hpp"
#include "analysis/summary.hpp"
#include "analysis/warnings.hpp"
#include "cli/inputs.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

[[noreturn]] void nothing_to_draw(const PlotOptions& options, const Where& where, std::size_t rows,
                                  std::size_t matching) {
  if (rows == 0)
    throw Error(fmt::format("there are no measurements in {}", names_of(options.inputs)));
  if (matching == 0)
    throw Error(where.nothing_matched());
  const MetricSpec& metric = metric_spec(options.metric);
  throw Error(fmt::format("no measurement in {} has what --metric {} needs: {}",
                          names_of(options.inputs), metric.name, metric.needs));
}

/// Where others have something to be compared with, what has not is left out, with a warning:
/// programs of other languages beside the modes of this one. Where none has it, nothing is left
/// out, and whoever draws says what is missing.
void leave_out_incomparable(const PlotOptions& options, Selection& selection) {
  if (!relative(options.metric))
    return;
  std::vector<Group> compared;
  std::vector<std::string> left_out;
  bool others = false;  // Beside the baseline itself.
  const std::vector<std::string> names =
      configuration_names(selection.shown, differing(selection.shown));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Group& group = selection.shown[i];
    const Group* const base = selection.baseline.of(group.configuration);
    if (base == nullptr) {
      left_out.push_back(names[i]);
      continue;
    }
    others |= !same_configuration(base->configuration, group.configuration);
    compared.push_back(group);
  }
  if (left_out.empty() || !others)
    return;
  log::warning(
      "{} of {} configurations {} left out, {}{}: the baseline {} did not do their work with the "
      "same kernel on the same machine; measure it too, or draw them with another --baseline",
      left_out.size(), names.size(), left_out.size() == 1 ? "is" : "are", left_out.front(),
      left_out.size() == 1 ? "" : " and others", in_quotes(selection.baseline.mode()));
  selection.shown = std::move(compared);
}

/// A speed-up of the baseline over itself is 1 whatever was measured, and no chart.
void refuse_baseline_alone(const PlotOptions& options, const Selection& selection) {
  const bool bars_or_lines = options.kind == ChartKind::kBar || options.kind == ChartKind::kLine;
  if (options.metric != Metric::kSpeedup || !bars_or_lines)
    return;
  const bool alone =
      std::all_of(selection.shown.begin(), selection.shown.end(), [&](const Group& group) {
        const Group* const base = selection.baseline.of(group.configuration);
        return base != nullptr && same_configuration(base->configuration, group.configuration);
      });
  if (alone)
    throw Error(
        fmt::format("there is nothing to compare: all that would be drawn is the baseline "
                    "{} itself; measure or select another mode with otherwise the same "
                    "flags, or choose another --baseline",
                    in_quotes(options.baseline)));
}

/// The groups that know the metric. Warns of the others, and of rows that come twice.
std::vector<Group> groups_to_draw(const Grouping& grouping, Metric metric) {
  std::vector<Group> groups;
  for (const Group& group : grouping.groups()) {
    if (has_value(group, metric))
      groups.push_back(group);
  }
  const std::size_t all = grouping.groups().size();
  if (!groups.empty() && groups.size() < all)
    log::warning("{} of {} configurations {} left out: their rows have no {}", all - groups.size(),
                 all, all - groups.size() == 1 ? "is" : "are", metric_spec(metric).needs);
  if (const std::size_t repeated = grouping.repeated_rows(); repeated > 0)
    log::warning("{}", repeated_rows_warning(repeated));
  return in_order(std::move(groups));
}

/// Where the ideal is drawn, or is the measure.
void warn_beyond_ideal(const std::vector<Group>& shown, const std::vector<Group>& others,
                       Metric metric) {
  if (metric != Metric::kWall && metric != Metric::kRun && !relative(metric))
    return;
  if (const auto warning =
          beyond_ideal_warning(shown, configuration_names(shown, differing(shown)), others))
    log::warning("{}", *warning);
}

}  // namespace

Selection read_selection(const PlotOptions& options, const std::vector<Metric>& metrics) {
  Where where = options.where;
  CallFinder calls;
  Grouping shown(metrics);
  Grouping others(metrics);
  std::size_t matching = 0;
  const auto take = [&](const Row& row) {
    where.observe(row);
    const Place place = calls.place_of(row);
    if (where.matches(row)) {
      ++matching;
      shown.add(row, place);
    }
    const bool comparable = row.mode == options.baseline || row.mode == kSequential;
    if (comparable && where.matches_otherwise(row))
      others.add(row, place);
  };
  const ReadSummary summary = read_inputs(options.inputs, options.strict, take);
  const std::string_view baseline =
      options.metric == Metric::kEfficiency ? efficiency_mode(options.baseline) : options.baseline;
  Selection selection = {.shown = groups_to_draw(shown, options.metric),
                         .baseline = Baseline(std::string(baseline), others.groups()),
                         .sequential = Baseline(std::string(kSequential), others.groups())};
  if (selection.shown.empty())
    nothing_to_draw(options, where, summary.rows, matching);
  leave_out_incomparable(options, selection);
  refuse_baseline_alone(options, selection);
  if (options.kind == ChartKind::kBar || options.kind == ChartKind::kLine)
    warn_beyond_ideal(selection.shown, others.groups(), options.metric);
  return selection;
}

}  // namespace primebench
