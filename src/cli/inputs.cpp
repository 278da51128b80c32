#include "cli/inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

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

bool all_empty(const std::vector<std::string>& inputs) {
  return std::all_of(inputs.begin(), inputs.end(), [](const std::string& input) {
    std::error_code none;  // What cannot be looked at is told when it is read.
    return input != "-" && std::filesystem::is_regular_file(input, none) &&
           std::filesystem::file_size(input, none) == 0;
  });
}

}  // namespace primebench
