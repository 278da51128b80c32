#include "cli/compare_options.hpp"

#include <fmt/core.h>

#include <array>

#include "cli/choice.hpp"
#include "cli/parse_list.hpp"
#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"
#include "report/comparison_table.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "results/parameters.hpp"

namespace primebench {
namespace {

constexpr auto kFlags = std::to_array<FlagSpec>({
    {"Files", 'i', "input", "FILE", "what to read under --by, - for standard input", true},
    {"Files", 'o', "output", "FILE", "where to write, - for standard output (-)"},
    {"Files", 0, "format", "F", "table, markdown or json (table)"},
    {"Files", 0, "strict", "", "an unreadable line is an error"},
    {"Comparison", 0, "by", "COLUMN", "OLD and NEW are two values of it, as of label"},
    {"Comparison", 0, "across", "COLUMN", "compare what differs in it, as host; repeatable", true},
    {"Comparison", 0, "where", "FIELD=V,V", "only rows with one of the values; repeatable", true},
    {"Comparison", 0, "fail-over", "P", "exit status 3 if slower by more than P, as 5%"},
    {"Help", 'h', "help", "", "this text"},
});

constexpr auto kFormats = std::to_array<ComparisonFormat>({
    {"table", [](const Comparison& comparison,
                 std::size_t columns) { return table_text(comparison, columns); }},
    {"markdown",
     [](const Comparison& comparison, std::size_t) { return markdown_text(comparison); }},
    {"json", [](const Comparison& comparison, std::size_t) { return json_text(comparison); }},
});

/// A column in which configurations differ. Throws UsageError.
const Column& difference_called(std::string_view flag, std::string_view name) {
  const Column& column = column_called(flag, name);
  if (column.name == "mode" || find_parameter(column.name) != nullptr)
    return column;
  std::vector<std::string> names = {"mode"};
  for (const Parameter& parameter : parameters())
    names.emplace_back(parameter.name);
  throw UsageError(fmt::format("{} takes what configurations differ in, not {}: {}", flag,
                               column.name, joined(names)));
}

std::vector<const Column*> parse_across(const std::vector<std::string>& values) {
  std::vector<const Column*> across;
  for (const std::string& value : values) {
    for (const std::string_view name : split_list(value))
      add_once(across, &difference_called("--across", name));
  }
  return across;
}

ComparedSide by_value(const Flags& flags, const std::string& column, const std::string& value) {
  std::vector<std::string> conditions = flags.values("where");
  conditions.push_back(fmt::format("{}={}", column, value));
  return {value, flags.values("input"), Where(conditions)};
}

/// OLD and NEW are values of a column in the same files.
void set_sides_by_column(CompareOptions& options, const Flags& flags, const std::string& column) {
  const std::vector<std::string>& values = flags.operands();
  options.by = &column_called("--by", column);
  add_once(options.across, options.by);
  if (values.size() != 2)
    throw UsageError(
        fmt::format("compare --by {} takes two values: primebench compare -i FILE --by {} OLD NEW",
                    column, column));
  if (values[0] == values[1])
    throw UsageError(fmt::format("both values of --by {} are {}", column, in_quotes(values[0])));
  options.old_side = by_value(flags, column, values[0]);
  options.new_side = by_value(flags, column, values[1]);
  if (options.old_side.inputs.empty())
    options.old_side.inputs = options.new_side.inputs = {"results.csv"};
}

void set_sides_by_store(CompareOptions& options, const Flags& flags) {
  const std::vector<std::string>& stores = flags.operands();
  if (flags.given("input"))
    throw UsageError(
        "--input goes with --by COLUMN; two stores are compared by "
        "primebench compare OLD NEW");
  if (stores.size() != 2)
    throw UsageError(
        "compare takes two stores, primebench compare OLD NEW, or two values of a "
        "column, primebench compare -i FILE --by label OLD NEW");
  if (stores[0] == "-" && stores[1] == "-")
    throw UsageError("standard input (-) can be read only once");
  const Where where(flags.values("where"));
  options.old_side = {stores[0], {stores[0]}, where};
  options.new_side = {stores[1], {stores[1]}, where};
}

}  // namespace

std::span<const FlagSpec> compare_flags() { return kFlags; }

CompareOptions parse_compare_options(std::span<const std::string> arguments) {
  const Flags flags = parse_flags(kFlags, arguments);
  CompareOptions options;
  options.across = parse_across(flags.values("across"));
  if (const auto column = flags.value("by"))
    set_sides_by_column(options, flags, *column);
  else
    set_sides_by_store(options, flags);
  options.output = flags.value("output").value_or(options.output);
  options.strict = flags.given("strict");
  options.format = &named("--format", flags.value("format").value_or("table"), kFormats);
  if (const auto limit = flags.value("fail-over"))
    options.fail_over = parse_percentage("--fail-over", *limit);
  return options;
}

}  // namespace primebench
