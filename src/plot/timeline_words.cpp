#include "plot/timeline_words.hpp"

#include <fmt/core.h>

#include <numeric>
#include <string_view>
#include <vector>

#include "core/quantity.hpp"
#include "core/text.hpp"
#include "plot/captions.hpp"

namespace primebench {
namespace {

double spent(const TimelineStory& story, Doing doing) {
  return story.spent[static_cast<std::size_t>(doing)];
}

std::string counted(std::size_t count, std::string_view name) {
  return fmt::format("{} {}{}", count, name, count == 1 ? "" : "s");
}

/// What was measured, if the trace says so, and what came of it.
std::vector<std::string> facts_of(const TimelineStory& story) {
  std::vector<std::string> facts;
  Row measured = story.facts.measured;
  if (story.hosts > 0)
    measured.hosts.reset();  // It is said of the workers.
  if (!measured.mode.empty()) {
    facts = shared_facts({{.configuration = measured}});
    std::string& work = facts.empty() ? facts.emplace_back() : facts.front();
    if (work.find(measured.mode) == std::string::npos)
      work = fmt::format("{}{}{}", measured.mode, work.empty() ? "" : " · ", work);
  }
  std::string workers = counted(story.workers, "worker");
  if (story.hosts > 0)
    workers += " on " + counted(story.hosts, "host");
  if (story.idle > 0)
    workers += fmt::format(", {} of them without a task", story.idle);
  const std::string tasks =
      measured.mode.empty() ? counted(story.facts.tasks, "task") + " · " : std::string();
  facts.push_back(fmt::format("{}{} · {} from the first start to the last end", tasks, workers,
                              format_duration(story.span)));
  return facts;
}

std::string average(const TimelineStory& story) {
  const double all = std::accumulate(story.spent.begin(), story.spent.end(), 0.0);
  const double work = spent(story, Doing::kWork);
  std::string text =
      story.rows && !story.overlap
          ? fmt::format("On average {} of {} had a task", three_digits(all / story.span),
                        counted(story.workers, "worker"))
          : fmt::format("On average {} tasks were under way", three_digits(all / story.span));
  if (work < all)
    text += fmt::format(", and {} worked", three_digits(work / story.span));
  return text + ".";
}

std::string marks(const TimelineStory& story) {
  if (!story.rows)
    return "There are too many rows to draw each: the height is how many tasks were under way.";
  std::string text = "A block is a task, blank is idle.";
  if (story.hosts > 1)
    text += " Rows stand together by host.";
  if (story.overlap)
    text += " A worker has several rows where its tasks overlap.";
  return text +
         " Where tasks are too short to be told apart, the height is their share of the time.";
}

/// Empty where nothing but work is to be seen.
std::vector<LegendEntry> legend_of(const TimelineStory& story) {
  const double least = 1e-3 * std::accumulate(story.spent.begin(), story.spent.end(), 0.0);
  std::vector<LegendEntry> legend = {{"working", kWorkColour}};
  const auto add = [&](Doing doing, std::string_view name, std::string_view height, Rgb colour) {
    if (spent(story, doing) > least)
      legend.push_back({fmt::format("{}{}", name, story.rows ? height : ""), colour});
  };
  add(Doing::kLock, "waiting for the interpreter lock", " (lower)", kLockColour);
  add(Doing::kWait, "waiting", " (lowest)", kWaitColour);
  return legend.size() > 1 ? legend : std::vector<LegendEntry>();
}

}  // namespace

Heading timeline_heading(const TimelineStory& story) {
  Heading heading;
  heading.title = !story.title.empty() ? story.title
                  : story.rows         ? "Tasks over time, by worker"
                                       : "Tasks over time, all workers together";
  heading.facts = facts_of(story);
  heading.legend = legend_of(story);
  heading.caption = {marks(story) + " " + average(story)};
  if (!story.facts.knows_pauses)
    heading.caption.front() += " This trace does not say when tasks waited.";
  return heading;
}

}  // namespace primebench
