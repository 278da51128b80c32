#include "plot/rank_chart.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "analysis/names.hpp"
#include "analysis/ranks.hpp"
#include "analysis/verdict.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "plot/captions.hpp"

namespace primebench {
namespace {

/// Throws Error if there is nothing to rank.
void check(const std::vector<Group>& groups, const ParameterList& varying) {
  if (groups.size() < 2)
    throw Error(
        fmt::format("ranks compare configurations, and there is only one: {}; measure "
                    "others in the same call, as with --mode all --repeat 10",
                    configuration_name(groups.front().configuration, varying)));
  std::vector<std::string> names;
  for (const Parameter* parameter : without_pool(varying))
    names.emplace_back(parameter->column);
  if (!names.empty())
    throw Error(
        fmt::format("ranks compare ways of doing the same work: choose one with --where "
                    "FIELD=VALUE (they differ in {})",
                    joined(names)));
  if (groups.size() > kMostRanks)
    throw Error(
        fmt::format("that would be {} configurations, and ranks of more than {} cannot be "
                    "read; choose some with --where mode=A,B",
                    groups.size(), kMostRanks));
}

std::string counted(const Ranks& ranks) {
  const std::string_view what = ranks.basis == Basis::kCalls ? "call" : "round";
  return fmt::format("{} {}{}", ranks.count, what, ranks.count == 1 ? "" : "s");
}

std::string caption_of(const Ranks& ranks, Metric metric, std::string_view bars) {
  const std::string first =
      fmt::format("Mean rank over {}; 1: the {} in each.", counted(ranks),
                  smaller_is_better(metric) || relative(metric) ? "smallest" : "largest");
  if (ranks.needed > 0)
    return fmt::format("{} None can be told apart yet: that takes {}.", first, ranks.needed);
  return first +
         (ranks.bars.empty()
              ? " Any two can be told apart, by the rule of the verdict at 95 %."
              : fmt::format(" {} join what cannot be told apart, by the rule of the "
                            "verdict at 95 % each{}.",
                            bars, ranks.left > 1 ? "; the first is the verdict's own" : ""));
}

}  // namespace

RankChart make_rank_chart(const std::vector<Group>& groups, const RankChartOptions& options) {
  const ParameterList varying = differing(groups);
  check(groups, varying);
  // What is relative to a baseline ranks as the times do.
  const Metric metric = relative(options.metric) ? Metric::kWall : options.metric;
  std::vector<Samples> samples;
  samples.reserve(groups.size());
  for (const Group& group : groups)
    samples.push_back(samples_of(group, metric));
  const Ranks ranks = rank(samples);
  if (ranks.count == 0)
    throw Error(
        "there is no round in which all of these configurations were measured, and ranks "
        "are those within rounds; measure them in one call");
  RankChart chart;
  for (std::size_t place = 0; place < ranks.order.size(); ++place)
    chart.marks.push_back({configuration_name(groups[ranks.order[place]].configuration, varying),
                           ranks.mean_ranks[place]});
  chart.bars = ranks.bars;
  chart.axis = "Mean rank";
  chart.heading.title =
      options.title.empty() ? fmt::format("{}: ranks", metric_spec(metric).title) : options.title;
  chart.heading.facts = shared_facts(groups);
  chart.heading.caption = {caption_of(ranks, metric, options.bars)};
  return chart;
}

}  // namespace primebench
