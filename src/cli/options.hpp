// The options of a measuring run. Nothing behind this sees the command line.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flags.hpp"
#include "cli/stopping.hpp"
#include "core/log.hpp"
#include "modes/machines.hpp"
#include "modes/mode.hpp"
#include "modes/mode_programs.hpp"
#include "results/parameters.hpp"
#include "workload/kernel.hpp"
#include "workload/number_list.hpp"

namespace primebench {

/// Values of --progress, --memory and --counters.
enum class When { kAuto, kAlways, kNever };

/// The values that one parameter shall have, one after the other.
struct SweptParameter {
  const Parameter* parameter = nullptr;
  std::vector<ParameterValue> values;  ///< Not empty.
};

/// Every list makes a sweep: all combinations of their values are measured.
struct RunOptions {
  std::vector<const ModeSpec*> modes;
  std::shared_ptr<ModePrograms> programs;  ///< Own those of the modes that are not built in.
  bool usual_mode = false;                 ///< No mode was asked for.
  std::vector<SweptParameter> swept;       ///< Those that were given.
  const Kernel* kernel = nullptr;
  std::shared_ptr<const Machines> machines;   ///< Of --hosts and --launcher; nullptr: neither.
  std::string numbers_file;                   ///< "-": standard input; empty: none.
  std::shared_ptr<const NumberList> numbers;  ///< What stands in it, once it has been read.
  std::uint64_t seed = 1;                     ///< Of everything random.

  std::size_t repeat = 1;  ///< The most if `stop` has a rule.
  StopRule stop;
  std::size_t warmup = 0;
  std::chrono::nanoseconds timeout{0};  ///< 0: none.
  When memory = When::kAuto;            ///< The round that looks for the memory in total.
  When counters = When::kAuto;          ///< Whether that round counts too; never kAlways.

  std::string label;
  std::string output = "results.csv";  ///< "-": standard output; empty: rows are not kept.
  std::chrono::nanoseconds lock_timeout = std::chrono::seconds(10);
  std::string trace;  ///< Empty: none.
  When progress = When::kAuto;
  log::Level log_level = log::Level::kNotice;

  bool dry_run = false;  ///< Show what would be measured, and do no more.

  /// The values of the parameter called `name` that were given; empty: none.
  [[nodiscard]] std::vector<ParameterValue> values_of(std::string_view name) const;
};

/// The flags of the command, for --help and the parser.
std::span<const FlagSpec> run_flags();

/// Takes the arguments of a measuring run apart and checks every value. Prints
/// nothing. Throws UsageError.
RunOptions parse_run_options(std::span<const std::string> arguments);

/// The text of --help.
std::string run_help();

}  // namespace primebench
