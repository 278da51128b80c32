#include "results/parameters.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"
#include "results/random_order.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

RowField row_field(const Parameter& parameter) { return find_column(parameter.column)->field; }

bool is_seed(const Parameter& parameter) { return parameter.column == "seed"; }

/// The cells that make a configuration, the mode first; without the seed, which only some rows
/// depend on.
const std::vector<RowField>& fields() {
  static const std::vector<RowField> instance = [] {
    std::vector<RowField> made = {&Row::mode};
    for (const Parameter& parameter : parameters()) {
      if (!is_seed(parameter))
        made.push_back(row_field(parameter));
    }
    return made;
  }();
  return instance;
}

/// The seed as far as it makes a configuration.
Number seed_of(const Row& row) { return depends_on_seed(row) ? row.seed : std::nullopt; }

bool known(const std::string& cell) { return !cell.empty(); }
bool known(std::uint64_t) { return true; }
template <typename T>
bool known(const std::optional<T>& cell) {
  return cell.has_value();
}

std::size_t hash_of(const std::string& cell) { return std::hash<std::string>()(cell); }
std::size_t hash_of(std::uint64_t cell) { return cell; }
template <typename T>
std::size_t hash_of(const std::optional<T>& cell) {
  return cell ? static_cast<std::size_t>(*cell) : ~std::size_t{0};
}

void assign(std::uint64_t& cell, ParameterValue value, const Parameter&) { cell = value; }
void assign(Number& cell, ParameterValue value, const Parameter&) { cell = value; }
void assign(Truth& cell, ParameterValue value, const Parameter&) { cell = value != 0; }
void assign(std::string& cell, ParameterValue value, const Parameter& parameter) {
  cell = parameter.flag.text(value);
}

ParameterValue number(std::uint64_t value) { return value; }
ParameterValue number(bool value) { return value ? 1 : 0; }
ParameterValue number(std::chrono::nanoseconds value) {
  return static_cast<ParameterValue>(value.count());
}

/// None for a fact of the machine.
Number value_in(const Configuration& configuration, const Parameter& parameter) {
  return std::visit(
      [&](auto member) -> Number {
        if constexpr (std::is_same_v<decltype(member), std::monostate>)
          return std::nullopt;
        else
          return number(configuration.*member);
      },
      parameter.field);
}

}  // namespace

const Parameter* find_parameter(std::string_view name) {
  const std::span<const Parameter> all = parameters();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Parameter& parameter) {
    return parameter.name == name || parameter.column == name || parameter.label == name;
  });
  return found == all.end() ? nullptr : &*found;
}

bool is_known(const Parameter& parameter, const Row& row) {
  if (is_seed(parameter))
    return seed_of(row).has_value();
  return std::visit([&](auto member) { return known(row.*member); }, row_field(parameter));
}

std::string words_of(const Parameter& parameter, const Row& row) {
  if (parameter.words == nullptr)
    return {};
  if (is_known(parameter, row) || parameter.none_is_value)
    return parameter.words(row);
  if (parameter.applies != nullptr || parameter.zero_is_none ||
      (is_seed(parameter) && !depends_on_seed(row)))
    return {};  // It does not apply.
  return fmt::format("unknown {}", parameter.label);
}

std::string argument_text(const Parameter& parameter, const std::string& cell) {
  if (parameter.quantity == Quantity::kDuration)
    return duration_argument(std::stoull(cell));
  return parameter.quantity == Quantity::kBytes ? bytes_argument(std::stoull(cell)) : cell;
}

std::string argument_of(const Parameter& parameter, const Row& row) {
  if (!is_known(parameter, row))
    return {};
  const Column& column = *find_column(parameter.column);
  const std::string cell = cell_text(row, column);
  return fmt::format("{}={}", parameter.label, argument_text(parameter, cell));
}

ParameterValue parse_parameter(const Parameter& parameter, std::string_view flag,
                               std::string_view text) {
  if (parameter.flag.parse != nullptr)
    return parameter.flag.parse(flag, text);
  if (parameter.quantity == Quantity::kDuration) {
    const ParameterValue value = number(parse_duration(flag, text));
    if (value < parameter.flag.least)
      throw UsageError(
          fmt::format("{} takes a duration above zero, not {}", flag, in_quotes(text)));
    return value;
  }
  const std::size_t dash = text.find('-', 1);
  if (dash != std::string_view::npos && text.find_first_not_of("0123456789-") == text.npos)
    throw UsageError(fmt::format("{} takes no range such as {}: list the numbers, as in {},{}",
                                 flag, in_quotes(text), text.substr(0, dash),
                                 text.substr(dash + 1)));
  return parse_count(flag, text, parameter.flag.least, parameter.flag.most);
}

void set_parameter(Configuration& configuration, const Parameter& parameter, ParameterValue value) {
  std::visit(
      [&](auto member) {
        if constexpr (!std::is_same_v<decltype(member), std::monostate>) {
          using Value = std::remove_reference_t<decltype(configuration.*member)>;
          configuration.*member = static_cast<Value>(value);
        }
      },
      parameter.field);
}

Row configuration_row(const Configuration& configuration) {
  Row row;
  row.mode = configuration.mode->name;
  if (configuration.mode->program == nullptr)  // A program tells when it is ready.
    row.kernel = configuration.kernel->name;
  for (const Parameter& parameter : parameters()) {
    const Number value = value_in(configuration, parameter);
    const bool applies = parameter.applies == nullptr || parameter.applies(*configuration.mode);
    if (value && applies && !(parameter.zero_is_none && *value == 0))
      std::visit([&](auto member) { assign(row.*member, *value, parameter); },
                 row_field(parameter));
  }
  row.io_waits = row.io_delay_ns == 0U ? 0 : kIoWaits;
  if (const NumberList* const numbers = configuration.numbers) {
    row.prime.reset();
    row.numbers = numbers->name();
    // Never less than it is, since no time is shorter than the longest task's.
    row.mix = text_of(
        Mix{.kind = Mix::Kind::kGiven, .parameter = std::ceil(numbers->longest() * 1000) / 1000});
  }
  return row;
}

bool same_configuration(const Row& a, const Row& b) {
  return seed_of(a) == seed_of(b) &&
         std::all_of(fields().begin(), fields().end(), [&](const RowField& field) {
           return std::visit([&](auto member) { return a.*member == b.*member; }, field);
         });
}

std::size_t configuration_hash(const Row& row) {
  std::size_t hash = hash_of(seed_of(row));
  for (const RowField& field : fields()) {
    const std::size_t value = std::visit([&](auto member) { return hash_of(row.*member); }, field);
    hash = (hash ^ value) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 32U;
  }
  return hash;
}

Row configuration_of(const Row& row) {
  Row result;
  for (const RowField& field : fields())
    std::visit([&](auto member) { result.*member = row.*member; }, field);
  result.seed = seed_of(row);
  return result;
}

bool is_of_work(const Parameter& parameter) {
  return parameter.applies == nullptr && !parameter.name.starts_with("hosts");
}

Row work_of(const Row& row) {
  static const std::vector<RowField> of_the_way = [] {
    std::vector<RowField> made = {&Row::mode};
    for (const Parameter& parameter : parameters()) {
      if (!is_of_work(parameter))
        made.push_back(row_field(parameter));
    }
    return made;
  }();
  Row result = configuration_of(row);
  for (const RowField& field : of_the_way)
    std::visit([&](auto member) { result.*member = {}; }, field);
  return result;
}

}  // namespace primebench
