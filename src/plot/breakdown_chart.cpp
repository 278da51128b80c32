#include "plot/breakdown_chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "analysis/breakdown.hpp"
#include "analysis/names.hpp"
#include "core/error.hpp"
#include "plot/captions.hpp"
#include "plot/palette.hpp"

namespace primebench {
namespace {

/// How a use of the CPUs looks, by its number. The symbol is the one in the legend that has
/// strokes like those of the hatch.
struct Look {
  Rgb colour = 0;
  Hatch hatch = Hatch::kNone;
  std::string_view symbol;
};

// Colours of Okabe and Ito, "Color Universal Design" (2008), and a light grey for nothing.
constexpr std::array<Look, kCpuUses.size()> kLooks = {{
    {0x0072b2, Hatch::kNone, "\u25a0"},
    {0xe69f00, Hatch::kRising, "\u25a8"},
    {0xd55e00, Hatch::kFalling, "\u25a7"},
    {0x56b4e9, Hatch::kLevel, "\u25a4"},
    {0xcccccc, Hatch::kNone, "\u25a0"},
}};

const Look& look_of(CpuUse use) { return kLooks[static_cast<std::size_t>(use)]; }

constexpr MetricSpec kCpusTime = {
    .name = "breakdown",
    .title = "Wall time × CPUs",
    .quantity = Quantity::kDuration,
    .help = "",
    .needs = "",
};

Bar make_bar(const Group& group, const Breakdown& time,
             const std::vector<const Parameter*>& varying) {
  Bar bar;
  bar.mode = group.configuration.mode;
  bar.details = describe(group, varying);
  bar.colour = family_colour(bar.mode).colour;
  bar.count = group.size();
  bar.value = time.total();
  for (const CpuUseSpec& spec : kCpuUses)
    bar.parts.push_back({std::string(spec.name), time.of(spec.use), look_of(spec.use).colour,
                         look_of(spec.use).hatch});
  return bar;
}

/// The parts that some bar has.
std::vector<LegendEntry> legend_of(const std::vector<Bar>& bars) {
  std::vector<LegendEntry> legend;
  for (const CpuUseSpec& spec : kCpuUses) {
    const bool drawn = std::any_of(bars.begin(), bars.end(), [&](const Bar& bar) {
      return bar.parts[static_cast<std::size_t>(spec.use)].value > 0;
    });
    if (drawn)
      legend.push_back(
          {std::string(spec.name), look_of(spec.use).colour, look_of(spec.use).symbol});
  }
  return legend;
}

std::string caption_of(const std::vector<Group>& shown, bool waits) {
  return fmt::format(
      "Bars: median wall time × CPUs that might be used, {}. Tasks' own work: the user time of "
      "sequential for the same work.{} Idle: the rest, and what other programs took.",
      counted_rows(shown),
      waits ? " Waiting: as much of the CPUs' time without work as the tasks' waits explain." : "");
}

}  // namespace

BarChart make_breakdown_chart(const std::vector<Group>& groups, const Baseline& sequential,
                              const BreakdownOptions& options) {
  const std::vector<const Parameter*> varying = telling_parameters(groups);
  if (groups.size() > kMostBars)
    throw Error(too_many(groups, varying, groups.size(), Marks::kBars, kMostBars));
  BarChart chart;
  chart.metric = kCpusTime;
  std::vector<Bar> bars;
  std::vector<Group> shown;
  std::vector<NamedCpuTime> times;
  for (const Group& group : groups) {
    times.push_back(
        {configuration_name(group.configuration, varying), cpu_time_of(group, sequential)});
    if (!times.back().time.breakdown)
      continue;
    bars.push_back(make_bar(group, *times.back().time.breakdown, varying));
    shown.push_back(group);
  }
  if (bars.empty())
    throw Error(
        fmt::format("it is not known where the CPUs' time went: {}", times.front().time.missing));
  if (options.sort == Sort::kValue)
    std::stable_sort(bars.begin(), bars.end(),
                     [](const Bar& a, const Bar& b) { return a.value < b.value; });
  chart.heading.title = options.title.empty() ? "Where the CPUs' time went" : options.title;
  chart.heading.facts = shared_facts(shown);
  chart.heading.legend = legend_of(bars);
  const bool waits = std::any_of(bars.begin(), bars.end(), [](const Bar& bar) {
    return bar.parts[static_cast<std::size_t>(CpuUse::kWaiting)].value > 0;
  });
  chart.heading.caption = {caption_of(shown, waits)};
  for (std::string& note : breakdown_notes(times))
    chart.heading.caption.push_back(std::move(note));
  for (Bar& bar : bars)
    chart.clusters.push_back({"", {std::move(bar)}});
  return chart;
}

}  // namespace primebench
