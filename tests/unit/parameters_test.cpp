#include "results/parameters.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <array>
#include <set>
#include <variant>

#include "analysis/groups.hpp"
#include "analysis/names.hpp"
#include "analysis/where.hpp"
#include "cli/options.hpp"
#include "cli/plan.hpp"
#include "plot/line_chart.hpp"

namespace primebench {
namespace {

bool is_asked_for(const Parameter& parameter) {
  return !std::holds_alternative<std::monostate>(parameter.field);
}

/// Two different values as one would type them; only one where the flag takes none.
std::vector<std::string> values_for(const Parameter& parameter) {
  if (parameter.flag.value.empty())
    return {""};
  if (parameter.quantity == Quantity::kDuration)
    return {"5ms", "7ms"};
  if (parameter.quantity == Quantity::kBytes)
    return {"4KiB", "100"};
  if (parameter.flag.parse != nullptr)  // Text: its flag says which.
    return parameter.name == "order" ? std::vector<std::string>{"ascending", "descending"}
                                     : std::vector<std::string>{"uniform", "pareto:2"};
  return {std::to_string(std::max<std::uint64_t>(parameter.flag.least, 7)),
          std::to_string(std::max<std::uint64_t>(parameter.flag.least, 11))};
}

/// One that the parameter applies to.
std::string mode_for(const Parameter& parameter) {
  return parameter.name == "chunk" ? "multiprocessing-pool" : "thread-pool";
}

std::vector<Group> plan_of(const Parameter& parameter, const std::string& values) {
  const std::string mode = mode_for(parameter);
  std::vector<std::string> arguments = {"--mode", mode, "--kernel", "scalar",
                                        fmt::format("--{}", parameter.name)};
  if (!values.empty())
    arguments.push_back(values);
  if (parameter.name == "order")  // Equal tasks have none.
    arguments.insert(arguments.end(), {"--mix", "uniform"});
  const std::vector<SizedTask> tasks = {{.wanted = std::chrono::milliseconds(5), .prime = 1009},
                                        {.wanted = std::chrono::milliseconds(7), .prime = 2003}};
  const RunOptions options = parse_run_options(arguments);
  const bool sized = !options.values_of("task-time").empty();
  std::vector<Group> groups;
  for (const Configuration& configuration :
       plan_configurations(options, 2, sized ? std::span(tasks) : std::span<const SizedTask>()))
    groups.push_back({.configuration = configuration_row(configuration)});
  return groups;
}

}  // namespace

TEST_CASE("the table of parameters has no double names, and every column exists") {
  std::set<std::string_view> names;
  for (const Parameter& parameter : parameters()) {
    CAPTURE(parameter.name);
    CHECK(find_column(parameter.column) != nullptr);
    CHECK(names.insert(parameter.name).second);
    CHECK(find_parameter(parameter.name) == &parameter);
    CHECK(find_parameter(parameter.column) == &parameter);
    CHECK(find_parameter(parameter.label) == &parameter);
    CHECK(is_asked_for(parameter) == !parameter.flag.help.empty());
  }
  CHECK(find_parameter("no-such") == nullptr);
}

TEST_CASE(
    "of every parameter with a flag plan, row, dry run, label, groups, --where and --x agree") {
  for (const Parameter& parameter : parameters()) {
    if (!is_asked_for(parameter))
      continue;
    CAPTURE(parameter.name);
    const std::vector<std::string> values = values_for(parameter);
    const bool flagged = values.size() == 1;
    const std::string list = flagged ? "" : values[0] + "," + values[1];
    std::vector<Group> groups = plan_of(parameter, list);
    if (flagged) {  // Beside what is measured without the flag.
      const std::vector<Group> without = plan_of(*find_parameter("runs"), "8");
      groups.insert(groups.end(), without.begin(), without.end());
    }
    REQUIRE(groups.size() == 2);
    const Column& column = *find_column(parameter.column);

    // The rows differ in its column, and in no other but the number for a time.
    CHECK_FALSE(same_configuration(groups[0].configuration, groups[1].configuration));
    const auto varying = differing(groups);
    CHECK(std::find(varying.begin(), varying.end(), &parameter) != varying.end());
    const std::string name = configuration_name(groups[0].configuration, varying);
    const std::string argument = argument_of(parameter, groups[0].configuration);
    CHECK(argument.starts_with(std::string(parameter.label) + "="));
    CHECK(name == mode_for(parameter) + " " + argument);
    CHECK(words_of(parameter, groups[0].configuration) !=
          words_of(parameter, groups[1].configuration));

    // What was typed selects the row, by the flag's name, the label and the column.
    const std::string typed = flagged ? "true" : values[0];
    for (const std::string_view field : {parameter.name, parameter.label}) {
      const Where where(std::array{fmt::format("{}={}", field, typed)});
      CHECK(where.matches(groups[0].configuration));
      CHECK_FALSE(where.matches(groups[1].configuration));
    }
    const std::string cell = cell_text(groups[0].configuration, column);
    CHECK(Where(std::array{fmt::format("{}={}", column.name, cell)})
              .matches(groups[0].configuration));

    // The plan shows the cell, the help the flag, and a chart can run along numbers.
    const RunOptions options = parse_run_options(std::vector<std::string>{});
    CHECK(plan_csv(plan_configurations(options, 2), options).find(std::string(column.name) + ",") !=
          std::string::npos);
    CHECK(run_help().find(fmt::format("--{} ", parameter.name)) != std::string::npos);
    const auto along = along_table();
    const bool on_axis = std::any_of(along.begin(), along.end(), [&](const AlongSpec& spec) {
      return spec.parameter == &parameter && spec.name == parameter.name;
    });
    CHECK(on_axis == !parameter.axis_title.empty());
  }
}

TEST_CASE("the seed is a part of the work where it has chosen the order of unequal tasks") {
  const Parameter& seed = *find_parameter("seed");
  Row one = plan_of(*find_parameter("runs"), "8").front().configuration;
  Row other = one;
  one.seed = 1;
  other.seed = 2;
  for (const char* order : {"", "ascending", "random"}) {
    CAPTURE(order);
    one.order = other.order = order;
    const bool depends = std::string_view(order) == "random";
    CHECK(same_configuration(one, other) != depends);
    CHECK(same_configuration(work_of(one), work_of(other)) != depends);
    CHECK((configuration_hash(one) == configuration_hash(other)) != depends);
    CHECK(is_known(seed, other) == depends);
    CHECK(words_of(seed, other) == (depends ? "seed 2" : ""));
    CHECK(configuration_of(other).seed == (depends ? Number(2) : Number()));
    const std::vector<Group> groups = {{.configuration = configuration_of(one)},
                                       {.configuration = configuration_of(other)}};
    CHECK(differing(groups) == (depends ? ParameterList{&seed} : ParameterList{}));
  }
  // Beside tasks in another order it needs no mention.
  other.order = "random";
  one.order = "ascending";
  CHECK(differing({{.configuration = configuration_of(one)},
                   {.configuration = configuration_of(other)}}) ==
        ParameterList{find_parameter("order")});
}

TEST_CASE("every parameter tells configurations apart, whether it is known or not") {
  for (const Parameter& parameter : parameters()) {
    Row bare = plan_of(*find_parameter("runs"), "8").front().configuration;
    CAPTURE(parameter.name);
    const Column& column = *find_column(parameter.column);
    Row other = bare;
    if (parameter.name == "seed")  // Else it says nothing of the tasks.
      bare.order = other.order = "random";
    const bool changed = set_cell(other, column, "31") || set_cell(other, column, "true");
    REQUIRE(changed);
    CHECK_FALSE(same_configuration(bare, other));
    CHECK(configuration_hash(bare) != configuration_hash(other));
    CHECK(configuration_of(other) == other);
    const bool of_the_way = parameter.applies != nullptr || parameter.name.starts_with("hosts");
    CHECK(same_configuration(work_of(bare), work_of(other)) == of_the_way);
    if (set_cell(other, column, "")) {
      CHECK_FALSE(is_known(parameter, other));
      CHECK(argument_of(parameter, other).empty());
    }
  }
}

}  // namespace primebench
