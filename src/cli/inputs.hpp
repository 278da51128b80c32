// The files that a command reads: --input, any number of times, or operands.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/flags.hpp"
#include "results/reader.hpp"

namespace primebench {

/// What --input or the operands name, in their order; results.csv if neither does. Throws
/// UsageError if both do, or if standard input is named twice.
std::vector<std::string> inputs_of(const Flags& flags);

/// Reads one store after another, as read_rows() does each. A file that is named
/// twice is read twice.
ReadSummary read_inputs(const std::vector<std::string>& inputs, bool strict,
                        const std::function<void(const Row&)>& on_row);

/// "'a.csv' and 'b.csv'", for messages.
std::string names_of(const std::vector<std::string>& inputs);

/// Whether every input is a file of no bytes, as a store is when it has just been rotated.
bool all_empty(const std::vector<std::string>& inputs);

}  // namespace primebench
