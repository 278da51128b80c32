// What `primebench compare` is asked for.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/where.hpp"
#include "cli/flags.hpp"

namespace primebench {

/// A way of writing a comparison down.
struct ComparisonFormat {
  std::string_view name;
  std::string (*write)(const Comparison& comparison, std::size_t columns) = nullptr;
};

/// Where the rows of one side come from.
struct ComparedSide {
  std::string name;                 ///< Of the side, for messages: a file or a value.
  std::vector<std::string> inputs;  ///< The same for both sides under --by.
  Where where;                      ///< --where and, under --by, the value.
};

struct CompareOptions {
  ComparedSide old_side;
  ComparedSide new_side;
  std::string output = "-";                  ///< "-": standard output.
  const Column* by = nullptr;                ///< None: two stores.
  std::vector<const Column*> across;         ///< In these the sides may differ; `by` among them.
  std::optional<double> fail_over;           ///< A share: 0.05. None: no slow-down is a failure.
  const ComparisonFormat* format = nullptr;  ///< Not nullptr after parsing.
  bool strict = false;
};

/// The flags of the command, for --help and the parser.
std::span<const FlagSpec> compare_flags();

/// Throws UsageError with the flag and the text for whatever makes no sense.
CompareOptions parse_compare_options(std::span<const std::string> arguments);

}  // namespace primebench
