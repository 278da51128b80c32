// The options of a measuring run. Nothing behind this sees the command line.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/log.hpp"
#include "modes/mode.hpp"
#include "workload/kernel.hpp"

namespace primebench {

enum class ProgressWhen { kAuto, kAlways, kNever };

/// Every list makes a sweep: all combinations of their values are measured.
struct RunOptions {
  std::vector<const ModeSpec*> modes;
  std::vector<std::uint64_t> primes = {834238027356431};
  std::vector<std::chrono::nanoseconds> task_times;  ///< Not empty: they choose the primes.
  std::vector<std::size_t> runs = {8};
  std::vector<std::size_t> pools;  ///< Empty: the CPUs that this process may use.
  std::vector<std::chrono::nanoseconds> io_delays = {std::chrono::nanoseconds(0)};
  bool gil = false;  ///< Whether the threads of a process share an interpreter lock.
  const Kernel* kernel = nullptr;

  std::size_t repeat = 1;
  std::size_t warmup = 0;
  std::chrono::nanoseconds timeout{0};  ///< 0: none.

  std::string label;
  std::string output = "results.csv";  ///< "-": standard output.
  std::chrono::nanoseconds lock_timeout = std::chrono::seconds(10);
  std::string trace;  ///< Empty: none.
  ProgressWhen progress = ProgressWhen::kAuto;
  log::Level log_level = log::Level::kNotice;

  bool dry_run = false;  ///< Show what would be measured, and do no more.
  bool list_modes = false;
  bool help = false;
  bool version = false;
};

/// Takes the arguments of a measuring run apart and checks every value. Prints
/// nothing. Throws UsageError.
RunOptions parse_run_options(std::span<const std::string> arguments);

/// The text of --help.
std::string run_help();

}  // namespace primebench
