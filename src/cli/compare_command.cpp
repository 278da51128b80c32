#include "cli/compare_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "analysis/warnings.hpp"
#include "cli/compare_options.hpp"
#include "cli/inputs.hpp"
#include "cli/screen.hpp"
#include "cli/written.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/quantity.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

constexpr std::string_view kUsage =
    "Compares new measurements with old ones, configuration by configuration.\n"
    "\n"
    "Usage: primebench compare [options] OLD NEW\n"
    "       primebench compare [-i FILE] --by COLUMN OLD NEW\n"
    "\n";

constexpr std::string_view kExamples =
    "\n"
    "Each call counts as one value: take turns with old and new, at least four times.\n"
    "\n"
    "Examples:\n"
    "  primebench compare old.csv new.csv\n"
    "  primebench compare --by label main branch\n"
    "  primebench compare --fail-over 5% --format markdown old.csv new.csv\n";

/// The rows of both sides, read in one pass where they stand in the same files.
struct Sides {
  Grouping old_rows{{Metric::kWall}};
  Grouping new_rows{{Metric::kWall}};
};

/// Takes in the rows of one side, or says why there are none.
class Taking {
 public:
  Taking(const ComparedSide& side, Grouping& rows) : side_(side), where_(side.where), rows_(rows) {}

  /// Whether the row is of this side.
  bool take(const Row& row, Place place) {
    where_.observe(row);
    const bool taken = where_.matches(row);
    if (taken)
      rows_.add(row, place);
    return taken;
  }

  void check(std::size_t rows) const {
    if (rows == 0)
      throw Error(fmt::format("there are no measurements in {}", names_of(side_.inputs)));
    if (rows_.groups().empty())
      throw Error(fmt::format("{}: {}", in_quotes(side_.name), where_.nothing_matched()));
  }

 private:
  const ComparedSide& side_;
  Where where_;
  Grouping& rows_;
};

Sides read_sides(const CompareOptions& options) {
  Sides sides;
  Taking before(options.old_side, sides.old_rows);
  Taking after(options.new_side, sides.new_rows);
  if (options.by != nullptr) {
    CallFinder calls;
    const ReadSummary summary =
        read_inputs(options.old_side.inputs, options.strict, [&](const Row& row) {
          const Place place = calls.place_of(row);
          const bool old_row = before.take(row, place);
          const bool new_row = after.take(row, place);
          if (old_row && new_row)
            throw UsageError(fmt::format("--by {}: a row is on both sides, {} and {}",
                                         options.by->name, in_quotes(options.old_side.name),
                                         in_quotes(options.new_side.name)));
        });
    before.check(summary.rows);
    after.check(summary.rows);
    return sides;
  }
  const auto read = [&](const ComparedSide& side, Taking& taking) {
    CallFinder calls;
    const ReadSummary summary = read_inputs(side.inputs, options.strict, [&](const Row& row) {
      taking.take(row, calls.place_of(row));
    });
    taking.check(summary.rows);
  };
  read(options.old_side, before);
  read(options.new_side, after);
  return sides;
}

[[noreturn]] void nothing_in_common(const Comparison& comparison) {
  constexpr std::size_t kMostShown = 3;
  std::vector<std::string> reasons;
  for (const NotCompared& one : comparison.not_compared) {
    if (reasons.size() < kMostShown)
      reasons.push_back(fmt::format("{} ({})", printable(one.name), printable(one.reason, 200)));
  }
  if (comparison.not_compared.size() > kMostShown) {
    const std::size_t more = comparison.not_compared.size() - kMostShown;
    reasons.push_back(fmt::format("{} other{}", more, more == 1 ? "" : "s"));
  }
  std::vector<std::string> columns;  // That would have to be named for the first of them.
  for (const std::string_view name : comparison.not_compared.front().differs_in)
    columns.emplace_back(name);
  throw Error(
      fmt::format("old and new have nothing in common that can be compared: {}{}", listed(reasons),
                  columns.empty() ? "" : "; all the same: --across " + joined(columns, ",")));
}

bool are_one_file(const CompareOptions& options) {
  std::error_code unknown;
  return options.by == nullptr &&
         std::filesystem::equivalent(options.old_side.name, options.new_side.name, unknown);
}

/// The loop that gives both sides calls enough, where flags decide which side a row is on.
std::string loop(const CompareOptions& options, std::size_t calls) {
  const std::string& before = options.old_side.name;
  const std::string& after = options.new_side.name;
  const bool by_label = options.by != nullptr && options.by->name == "label";
  const bool by_other = options.by != nullptr && !by_label;
  if (by_other || before == "-" || after == "-" || are_one_file(options))
    return {};
  return fmt::format(
      ": for i in $(seq {0}); do OLD-PRIMEBENCH ... {1} {2}; NEW-PRIMEBENCH ... {1} {3}; done",
      calls, by_label ? "-l" : "-o", before, after);
}

/// "1 of 3 configurations has".
std::string so_many_have(std::size_t count, const Comparison& comparison) {
  const std::size_t all = comparison.compared.size();
  return fmt::format("{} of {} configuration{} {}", count, all, all == 1 ? "" : "s",
                     count == 1 ? "has" : "have");
}

void warn(const CompareOptions& options, const Sides& sides, const Comparison& comparison) {
  for (const Grouping* rows : {&sides.old_rows, &sides.new_rows}) {
    if (const std::size_t repeated = rows->repeated_rows(); repeated > 0)
      log::warning("{}", repeated_rows_warning(repeated));
  }
  if (are_one_file(options))
    log::warning("{} and {} are one file: nothing can differ", in_quotes(options.old_side.name),
                 in_quotes(options.new_side.name));
  if (const std::size_t count = comparison.not_compared.size(); count > 0)
    log::warning("{} not compared, see the list at the end",
                 count == 1 ? std::string("1 configuration was")
                            : fmt::format("{} configurations were", count));
  if (const TooFew calls = too_few(comparison, Basis::kCalls); calls.configurations > 0)
    log::warning("{} too few calls to find a difference: it takes {} on either side, by turns{}",
                 so_many_have(calls.configurations, comparison), calls.needed,
                 loop(options, calls.needed));
  if (const TooFew rounds = too_few(comparison, Basis::kRounds); rounds.configurations > 0)
    log::warning("{} too few rounds in common to find a difference: --repeat {} or more",
                 so_many_have(rounds.configurations, comparison), rounds.needed);
}

/// What exit status 3 is about.
void tell_of(const Comparison& comparison, const std::vector<std::size_t>& slower, double limit) {
  for (const std::size_t i : slower) {
    const ComparedConfiguration& one = comparison.compared[i];
    log::error("{} is slower by more than {} %: {} times the old time, at least {}", one.name,
               three_digits(limit * 100), three_digits(one.change.ratio.value),
               three_digits(one.change.ratio.interval->low));
  }
}

}  // namespace

std::string compare_help() {
  return std::string(kUsage) + describe_flags(compare_flags()) + std::string(kExamples);
}

ExitStatus compare_command(std::span<const std::string> arguments) {
  const CompareOptions options = parse_compare_options(arguments);
  const Sides sides = read_sides(options);
  const Comparison comparison =
      compare(sides.old_rows, sides.new_rows, options.across,
              options.by != nullptr ? Numbering::kShared : Numbering::kApart);
  if (comparison.compared.empty())
    nothing_in_common(comparison);
  warn(options, sides, comparison);
  std::vector<std::string> inputs = options.old_side.inputs;
  inputs.insert(inputs.end(), options.new_side.inputs.begin(), options.new_side.inputs.end());
  constexpr std::size_t kFileColumns = 80;
  const std::size_t columns = options.output == "-" ? table_columns() : kFileColumns;
  write_text(options.format->write(comparison, columns), options.output, inputs);
  if (!options.fail_over)
    return kExitSuccess;
  const std::vector<std::size_t> slower = slower_by_more_than(comparison, *options.fail_over);
  tell_of(comparison, slower, *options.fail_over);
  return slower.empty() ? kExitSuccess : kExitSlower;
}

}  // namespace primebench
