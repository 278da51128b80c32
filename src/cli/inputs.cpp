#include "cli/inputs.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {

std::vector<std::string> inputs_of(const Flags& flags) {
  std::vector<std::string> inputs = flags.values("input");
  if (!inputs.empty() && !flags.operands().empty())
    throw UsageError("--input and a file name both say what to read: give one of them");
  if (inputs.empty())
    inputs = flags.operands();
  if (std::count(inputs.begin(), inputs.end(), "-") > 1)
    throw UsageError("standard input (-) can be read only once");
  if (inputs.empty())
    inputs.emplace_back("results.csv");
  return inputs;
}

ReadSummary read_inputs(const std::vector<std::string>& inputs, bool strict,
                        const std::function<void(const Row&)>& on_row) {
  ReadSummary sum;
  for (const std::string& input : inputs) {
    const ReadSummary one = read_rows(input, {strict}, on_row);
    sum.rows += one.rows;
    sum.skipped += one.skipped;
  }
  return sum;
}

std::string names_of(const std::vector<std::string>& inputs) {
  std::vector<std::string> quoted;
  quoted.reserve(inputs.size());
  for (const std::string& input : inputs)
    quoted.push_back(input == "-" ? "standard input" : quoted_path(input));
  return listed(quoted);
}

}  // namespace primebench
