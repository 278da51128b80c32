#include "report/html_facts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "core/text.hpp"
#include "report/best_ways.hpp"
#include "results/parameters.hpp"

namespace primebench {
namespace {

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

struct Amount {
  std::size_t rows = 0;
  std::size_t calls = 0;
  std::size_t rounds = 0;  ///< Of all calls together.
};

Amount amount_of(const std::vector<Group>& groups) {
  Amount amount;
  std::set<std::uint32_t> calls;
  std::set<std::pair<std::uint32_t, std::uint32_t>> rounds;
  for (const Group& group : groups) {
    amount.rows += group.size();
    for (std::size_t i = 0; i < group.size(); ++i) {
      calls.insert(group.calls[i]);
      rounds.emplace(group.calls[i], group.rounds[i]);
    }
  }
  amount.calls = calls.size();
  amount.rounds = rounds.size();
  return amount;
}

/// "2026-01-31T12:34:56Z" as people write it; anything else as it is.
std::string moment(const std::string& started_at) {
  if (started_at.size() != 20 || started_at[10] != 'T' || started_at.back() != 'Z')
    return started_at;
  return started_at.substr(0, 10) + " " + started_at.substr(11, 5) + " UTC";
}

std::string when(const HtmlOptions& options) {
  std::string first = moment(options.first_started);
  const std::string last = moment(options.last_started);
  if (first.empty() || last.empty())
    return first + last;
  if (first == last)
    return first;
  constexpr std::size_t kDay = 11;  // With the blank after it.
  const bool same_day = first.ends_with(" UTC") && last.ends_with(" UTC") &&
                        first.compare(0, kDay, last, 0, kDay) == 0;
  return same_day ? fmt::format("{} to {}", first.substr(0, first.size() - 4), last.substr(kDay))
                  : fmt::format("{} to {}", first, last);
}

std::string column_title(const Parameter& parameter) {
  static const std::map<std::string_view, std::string_view> titles = {
      {"cpu-model", "CPU"},
      {"cpus", "CPUs"},
      {"cpu-quota", "Quota"},
      {"kernel", "Divides by"},
      {"os", "System"},
      {"compiler", "Compiler"},
      {"version", "Program"},
      {"host", "Host"},
      {"hosts", "Hosts"},
      {"hosts-cpus", "Their CPUs"},
      {"hosts-cpu-model", "Their processors"}};
  const auto found = titles.find(parameter.name);
  return std::string(found == titles.end() ? parameter.name : found->second);
}

/// Balanced rounds are as new as the column that says whether a row was traced.
bool balanced(const std::vector<Group>& groups) {
  return std::all_of(groups.begin(), groups.end(),
                     [](const Group& group) { return group.configuration.traced.has_value(); });
}

std::string rounds_in_words(const std::vector<Group>& groups) {
  const Amount amount = amount_of(groups);
  std::string text =
      fmt::format("{} in {} and {} of the program.", counted(amount.rows, "measurement"),
                  counted(amount.rounds, "round"), counted(amount.calls, "call"));
  if (amount.rows > amount.rounds && amount.rounds > amount.calls)
    text += balanced(groups)
                ? " A round measures every configuration of its call once. The order changes from "
                  "round to round so that each configuration follows each other one about equally "
                  "often: whatever one leaves behind does not always hit the same one."
                : " A round measures every configuration of its call once, beginning with another "
                  "one each time.";
  return text;
}

/// What a machine is said to have: "–" if that is not known.
std::string machine_cell(const Parameter& parameter, const Row& row) {
  const bool told = is_known(parameter, row) || parameter.none_is_value;
  const std::string words = told ? parameter.words(row) : "";
  return words.empty() ? "–" : words;
}

}  // namespace

std::string default_title(const std::vector<Group>& groups, Metric metric) {
  const std::size_t ways = count_ways(groups);
  if (ways < 2)
    return fmt::format("{} compared", counted(groups.size(), "configuration"));
  const std::uint64_t runs = groups.front().configuration.runs;
  const bool same = std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    return group.configuration.runs == runs;
  });
  return fmt::format(
      "Which of {} ways to run {} {}?", ways, same ? counted(runs, "task") : "these tasks",
      metric == Metric::kWall ? "is fastest" : "has the least " + in_a_sentence(metric));
}

std::vector<std::string> facts_of(const std::vector<Group>& groups, const HtmlOptions& options) {
  const Shared shared = shared_by(groups);
  const Amount amount = amount_of(groups);
  std::vector<std::string> machine = shared.machine;
  machine.insert(machine.end(), shared.build.begin(), shared.build.end());
  std::vector<std::string> measured = {counted(groups.size(), "configuration"),
                                       counted(amount.rows, "measurement")};
  if (const std::string moments = when(options); !moments.empty())
    measured.push_back(moments);
  std::vector<std::string> lines;
  for (const std::string& line :
       {joined(shared.work, " · "), joined(machine, " · "), joined(measured, " · ")}) {
    if (!line.empty())
      lines.push_back(line);
  }
  return lines;
}

PageTable machines_of(const std::vector<Group>& groups) {
  std::vector<const Parameter*> columns;
  for (const Parameter& parameter : parameters()) {
    const bool tells = std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
      return is_known(parameter, group.configuration) &&
             cell_text(group.configuration, *find_column(parameter.column)) != parameter.unsaid;
    });
    if (parameter.place != Parameter::Place::kWork && parameter.words != nullptr && tells)
      columns.push_back(&parameter);
  }
  // The name of the machine heads its row.
  std::stable_partition(columns.begin(), columns.end(),
                        [](const Parameter* one) { return one->name == "host"; });
  PageTable table;
  for (const Parameter* parameter : columns)
    table.columns.push_back(column_title(*parameter));
  for (const Group& group : groups) {
    std::vector<std::string> row;
    row.reserve(columns.size());
    for (const Parameter* parameter : columns)
      row.push_back(machine_cell(*parameter, group.configuration));
    if (!row.empty() && std::find(table.rows.begin(), table.rows.end(), row) == table.rows.end())
      table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<std::string> method_of(const std::vector<Group>& groups, const Report& report) {
  std::vector<std::string> text = {
      rounds_in_words(groups),
      "Each measurement is a process of its own. Its wall time goes from before the workers are "
      "started until they have ended: start-up, all tasks, teardown. A measurement counts only if "
      "the answer of its tasks was right.",
      "The small numbers below a median are an interval that holds the true median with a "
      "probability of 95 %, from the order of the measured values; it needs six measurements. "
      "It assumes no particular distribution.",
      "A configuration is called fastest, or left out of the possibly fastest, only if the "
      "difference is more than noise: where there is none, at most one in twenty of such verdicts "
      "is wrong about any configuration. Each kind of work has a verdict of its own, and a page of "
      "many kinds is likely to have a wrong one among them. Configurations of the same rounds are "
      "compared within these, "
      "others by whole calls."};
  if (report.has_baseline)
    text.push_back(fmt::format(
        "Speed-up is {} {} (below it the 95 % interval), measured against "
        "it in the same rounds where there are such. Efficiency is the shortest time in which the "
        "CPUs could have done the work, as a share of the wall time that was taken.",
        report.metric == Metric::kWall
            ? std::string("how many times as fast as")
            : fmt::format("how many times less {} than", in_a_sentence(report.metric)),
        report.baseline));
  text.emplace_back(
      "CPU time is the median of what all workers used together. Memory is the highest peak of all "
      "processes together; where only the largest process is known, the column says so.");
  return text;
}

}  // namespace primebench
