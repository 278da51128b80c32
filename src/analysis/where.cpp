#include "analysis/where.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"
#include "modes/table.hpp"
#include "results/parameters.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostSeen = 12;  ///< Values listed in a message.

std::string folded(std::string_view name) {
  std::string result(name);
  std::replace(result.begin(), result.end(), '-', '_');
  return result;
}

/// The column that a field means: a parameter's, or that of its name with or without
/// the unit.
const Column* column_of(std::string_view field) {
  if (const Parameter* const parameter = find_parameter(field))
    return find_column(parameter->column);
  const std::string name = folded(field);
  for (const std::string_view unit : {"", "_ns", "_bytes"}) {
    if (const Column* const column = find_column(name + std::string(unit)))
      return column;
  }
  return nullptr;
}

[[noreturn]] void reject_field(std::string_view flag, std::string_view field) {
  std::vector<std::string_view> names;
  for (const Column& column : columns())
    names.push_back(column.name);
  const std::string_view near = closest_match(folded(field), names);
  const std::vector<std::string> all(names.begin(), names.end());
  throw UsageError(fmt::format(
      "{}: there is no column {}{}", flag, in_quotes(field),
      near.empty() ? "; there are " + listed(all) : fmt::format("; did you mean {}?", near)));
}

/// The value as it stands in the file.
std::string cell_of(std::string_view field, const Column& column, std::string_view value) {
  const std::string flag = fmt::format("--where {}", field);
  const bool is_text = std::holds_alternative<std::string Row::*>(column.field);
  const bool is_number = std::holds_alternative<std::uint64_t Row::*>(column.field) ||
                         std::holds_alternative<Number Row::*>(column.field);
  if (column.name == "mode") {
    const ModeSpec* const mode = find_mode(value);
    return std::string(mode == nullptr ? value : mode->name);
  }
  if (is_text || value.empty())
    return std::string(value);
  const bool digits = value.find_first_not_of("0123456789") == std::string_view::npos;
  const bool full_name = folded(field) == column.name;
  if (column.name.ends_with("_ns") && !(digits && full_name))
    return std::to_string(parse_duration(flag, value).count());
  if (is_number)
    return std::to_string(column.name.ends_with("_bytes")
                              ? parse_bytes(flag, value)
                              : parse_count(flag, value, 0, ~std::uint64_t{0}));
  if (value != "true" && value != "false")
    throw UsageError(fmt::format("{} takes true or false, not {}", flag, in_quotes(value)));
  return std::string(value);
}

}  // namespace

const Column& column_called(std::string_view flag, std::string_view field) {
  if (const Column* const column = column_of(field))
    return *column;
  reject_field(flag, field);
}

Where::Where(std::span<const std::string> conditions) {
  for (const std::string& text : conditions)
    conditions_.push_back(parse(text));
}

Where::Condition Where::parse(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw UsageError(
        fmt::format("--where takes FIELD=VALUE or FIELD=VALUE,VALUE, not {}", in_quotes(text)));
  const std::string field = text.substr(0, equals);
  const std::string values = text.substr(equals + 1);
  Condition condition;
  condition.text = text;
  condition.column = &column_called("--where", field);
  for (std::size_t at = 0; at <= values.size();) {
    const std::size_t end = std::min(values.find(',', at), values.size());
    condition.cells.push_back(cell_of(field, *condition.column, values.substr(at, end - at)));
    at = end + 1;
  }
  // Text may hold commas: the whole of it is a value too.
  if (std::holds_alternative<std::string Row::*>(condition.column->field))
    condition.cells.push_back(values);
  return condition;
}

bool Where::holds(const Condition& condition, const Row& row) {
  const std::string cell = cell_text(row, *condition.column);
  return std::find(condition.cells.begin(), condition.cells.end(), cell) != condition.cells.end();
}

bool Where::matches(const Row& row) const {
  return std::all_of(conditions_.begin(), conditions_.end(),
                     [&](const Condition& condition) { return holds(condition, row); });
}

bool Where::matches_otherwise(const Row& row) const {
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
    return condition.is_about_ways() || holds(condition, row);
  });
}

bool Where::is_about_ways() const {
  return std::any_of(conditions_.begin(), conditions_.end(),
                     [](const Condition& condition) { return condition.is_about_ways(); });
}

void Where::observe(const Row& row) {
  for (Condition& condition : conditions_) {
    // One more than is listed tells that there are more.
    if (condition.seen.size() <= kMostSeen)
      condition.seen.insert(cell_text(row, *condition.column));
  }
}

std::string Where::nothing_matched() const {
  std::string wanted;
  std::string there;
  for (const Condition& condition : conditions_) {
    wanted += fmt::format("{}{}", wanted.empty() ? "" : " and ", in_quotes(condition.text));
    const bool told = std::any_of(conditions_.data(), &condition, [&](const Condition& before) {
      return before.column == condition.column;
    });
    if (told)
      continue;
    std::string values;
    std::size_t listed = 0;
    for (const std::string& value : condition.seen) {
      if (listed++ < kMostSeen)
        values += fmt::format("{}{}", values.empty() ? "" : ", ", in_quotes(value));
    }
    if (condition.seen.size() > kMostSeen)
      values += " and others";
    there += fmt::format("; of {} there are: {}", condition.column->name, values);
  }
  return "no row has " + wanted + there;
}

}  // namespace primebench
