#include "cli/options.hpp"

#include <fmt/core.h>

#include <array>
#include <functional>
#include <string_view>

#include "cli/flags.hpp"
#include "cli/parse_choice.hpp"
#include "cli/parse_list.hpp"
#include "cli/parse_machines.hpp"
#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

constexpr std::string_view kWorkload = "Workload (lists a,b,c measure every combination)";
constexpr std::string_view kRepetition = "Repetition";
constexpr std::string_view kOutput = "Output, and help";

constexpr auto kBefore = std::to_array<FlagSpec>({
    {kWorkload, 'm', "mode", "LIST", "modes, programs, all (default: threaded)", true},
});
constexpr auto kAfter = std::to_array<FlagSpec>({
    {kWorkload, 0, "tasks", "N", "the same as --runs", true},
    {kWorkload, 0, "numbers", "FILE", "a number per line, one task each; - is stdin"},
    {kWorkload, 0, "hosts", "LIST", "for mpi: a:4,b:4 (workers), or mpirun's hostfile"},
    {kWorkload, 0, "launcher", "CMD", "for mpi, as \"srun\" (mpirun)"},
    {kWorkload, 0, "kernel", "K", "dividing loop, see --list-modes (auto)"},
    {kRepetition, 'r', "repeat", "N", "recorded repetitions, one row each (1)"},
    {kRepetition, 0, "precision", "P", "rounds until medians are known to P, as 2%"},
    {kRepetition, 0, "time-budget", "D", "rounds until this time is used up"},
    {kRepetition, 0, "warmup", "N", "unrecorded rounds before them (0)"},
    {kRepetition, 0, "memory", "WHEN", "a round for total memory, see the manual (auto)"},
    {kRepetition, 0, "counters", "WHEN", "counters in that round: auto or never (auto)"},
    {kRepetition, 0, "seed", "N", "of the order of each round (1)"},
    {kRepetition, 0, "timeout", "D", "give up on a measurement after this long"},
    {kRepetition, 0, "dry-run", "", "print the plan as CSV, measure nothing"},
    {kOutput, 'o', "output", "FILE", "results store; - is stdout (results.csv)"},
    {kOutput, 0, "no-store", "", "print the summary, keep no rows"},
    {kOutput, 'l', "label", "TEXT", "free text for the rows"},
    {kOutput, 0, "trace", "FILE", "start, end, waits and worker of every task, as CSV"},
    {kOutput, 0, "lock-timeout", "D", "longest wait for other writers (10s)"},
    {kOutput, 0, "progress", "WHEN", "auto, always or never (auto)"},
    {kOutput, 'q', "quiet", "", "errors only on standard error"},
    {kOutput, 'v', "verbose", "", "each measurement, and where the CPUs' time went"},
    {kOutput, 0, "list-modes", "", "what --mode and --kernel can be"},
    {kOutput, 'h', "help", "", "this text"},
    {kOutput, 'V', "version", "", "version and build"},
});

std::string parse_label(const std::string& text) {
  constexpr std::string_view kFirst =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const std::string rest = std::string(kFirst) + "._/:=+@#~ -";
  if (text.empty() || text.size() > 64 || kFirst.find(text.front()) == std::string_view::npos ||
      text.find_first_not_of(rest) != std::string::npos)
    throw UsageError(fmt::format(
        "--label takes 1 to 64 letters, digits, blanks or ._/:=+@#~- that begin with a letter or "
        "digit, not {}",
        in_quotes(text)));
  return text;
}

std::string parse_file(std::string_view flag, const std::string& text) {
  if (text.empty())
    throw UsageError(fmt::format("{} takes the name of a file, not an empty text", flag));
  return text;
}

/// Calls `use` with the value of the flag if it was given.
void with(const Flags& flags, std::string_view name,
          const std::function<void(const std::string&)>& use) {
  if (const auto value = flags.value(name))
    use(*value);
}

std::vector<ParameterValue> parse_values(const Parameter& parameter, std::string_view flag,
                                         const std::vector<std::string>& texts) {
  std::vector<ParameterValue> values;
  for (const std::string& text : texts) {
    for (const std::string_view item : split_list(text))
      add_once(values, parse_parameter(parameter, flag, item));
  }
  return values;
}

/// The flag that was given for the parameter: --tasks is another name for --runs.
std::string_view flag_of(const Flags& flags, const Parameter& parameter) {
  if (parameter.name != "runs" || !flags.given("tasks"))
    return parameter.name;
  if (flags.given(parameter.name))
    throw UsageError("--tasks is another name for --runs: give one of them");
  return "tasks";
}

void parse_workload(const Flags& flags, RunOptions& options) {
  std::vector<std::string> modes = flags.values("mode");
  options.usual_mode = modes.empty();
  options.programs = std::make_shared<ModePrograms>();
  options.modes = parse_modes(modes.empty() ? "threaded" : joined(modes, ","), mode_table(),
                              options.programs.get());
  options.kernel = parse_kernel(flags.value("kernel").value_or("auto"));
  if (flags.given("prime") && flags.given("task-time"))
    throw UsageError("--prime and --task-time both choose the number: give one of them");
  if (const auto file = flags.value("numbers")) {
    options.numbers_file = parse_file("--numbers", *file);
    for (const std::string_view other : {"prime", "task-time", "runs", "tasks", "mix", "order"}) {
      if (flags.given(other))
        throw UsageError(
            fmt::format("--numbers gives each task its number: leave --{} out", other));
    }
  }
  options.machines = parse_machines(flags.value("hosts"), flags.value("launcher"));
  for (const Parameter& parameter : parameters()) {
    if (parameter.flag.help.empty())
      continue;
    const std::string_view flag = flag_of(flags, parameter);
    if (parameter.flag.value.empty() && flags.given(flag))
      options.swept.push_back({&parameter, {1}});
    else if (const auto texts = flags.values(flag); !texts.empty())
      options.swept.push_back(
          {&parameter, parse_values(parameter, fmt::format("--{}", flag), texts)});
  }
}

void parse_output(const Flags& flags, RunOptions& options) {
  with(flags, "output",
       [&](const std::string& text) { options.output = parse_file("--output", text); });
  if (flags.given("no-store")) {
    if (flags.given("output"))
      throw UsageError("--no-store keeps no rows: leave --output out");
    options.output.clear();
  }
  with(flags, "trace", [&](const std::string& text) {
    if (text == "-")
      throw UsageError("--trace takes the name of a file: standard output is for tables and rows");
    options.trace = parse_file("--trace", text);
  });
  with(flags, "label", [&](const std::string& text) { options.label = parse_label(text); });
  with(flags, "lock-timeout", [&](const std::string& text) {
    options.lock_timeout = parse_duration("--lock-timeout", text);
  });
  with(flags, "progress",
       [&](const std::string& text) { options.progress = parse_when("--progress", text); });
  if (flags.given("quiet") && flags.given("verbose"))
    throw UsageError("--quiet and --verbose are opposites: give one of them");
  if (flags.given("quiet"))
    options.log_level = log::Level::kError;
  if (flags.given("verbose"))
    options.log_level = log::Level::kDebug;
}

/// How many rounds there are, and what ends them early.
void parse_rounds(const Flags& flags, RunOptions& options) {
  constexpr std::uint64_t kMostRepetitions = 1'000'000;
  constexpr std::size_t kMostOpen = 1000;
  with(flags, "precision", [&](const std::string& text) {
    options.stop.precision = parse_percentage("--precision", text);
    if (options.stop.precision < 0.001 || options.stop.precision > 0.5)
      throw UsageError(
          fmt::format("--precision takes 0.1% to 50%, such as 2%, not {}", in_quotes(text)));
  });
  with(flags, "time-budget", [&](const std::string& text) {
    options.stop.budget = parse_duration("--time-budget", text);
    if (options.stop.budget.count() == 0)
      throw UsageError("--time-budget takes a duration above zero; leave it out for no limit");
  });
  if (Stopping(options.stop).active())
    options.repeat = kMostOpen;
  with(flags, "repeat", [&](const std::string& text) {
    options.repeat = parse_count("--repeat", text, 1, kMostRepetitions);
  });
  if (options.stop.precision > 0 && options.repeat < kFewestForPrecision)
    throw UsageError("--precision takes at least 6 rounds: --repeat 6 or more, or none");
  if (options.stop.budget.count() > 0 && options.repeat < kFewestInBudget)
    throw UsageError("--time-budget takes at least 3 rounds: --repeat 3 or more, or none");
  with(flags, "warmup", [&](const std::string& text) {
    options.warmup = parse_count("--warmup", text, 0, kMostRepetitions);
  });
  with(flags, "memory",
       [&](const std::string& text) { options.memory = parse_when("--memory", text); });
  with(flags, "counters",
       [&](const std::string& text) { options.counters = parse_when("--counters", text, false); });
}

}  // namespace

std::vector<ParameterValue> RunOptions::values_of(std::string_view name) const {
  const Parameter* const parameter = find_parameter(name);
  for (const SweptParameter& one : swept) {
    if (one.parameter == parameter)
      return one.values;
  }
  return {};
}

std::span<const FlagSpec> run_flags() {
  static const std::vector<FlagSpec> instance = [] {
    std::vector<FlagSpec> made(kBefore.begin(), kBefore.end());
    for (const Parameter& parameter : parameters()) {
      const ParameterFlag& flag = parameter.flag;
      if (!flag.help.empty())
        made.push_back({kWorkload, flag.short_name, parameter.name, flag.value, flag.help, true});
    }
    made.insert(made.end(), kAfter.begin(), kAfter.end());
    return made;
  }();
  return instance;
}

RunOptions parse_run_options(std::span<const std::string> arguments) {
  const Flags flags = parse_flags(run_flags(), arguments);
  reject_operands(flags);
  RunOptions options;
  options.dry_run = flags.given("dry-run");
  parse_workload(flags, options);
  parse_output(flags, options);
  parse_rounds(flags, options);
  with(flags, "seed",
       [&](const std::string& text) { options.seed = parse_count("--seed", text, 0, UINT64_MAX); });
  with(flags, "timeout", [&](const std::string& text) {
    options.timeout = parse_duration("--timeout", text);
    if (options.timeout.count() == 0)
      throw UsageError("--timeout takes a duration above zero; leave it out for no limit");
  });
  return options;
}

std::string run_help() {
  return "Spreads prime checks over the machine in many ways; appends a row for each.\n"
         "Usage: primebench [options]\n"
         "       primebench plot [options]   draws the rows; see primebench plot --help\n"
         "\n" +
         describe_flags(run_flags()) +
         "\n"
         "Examples:\n"
         "  primebench --mode all --repeat 10\n"
         "  primebench --mode asyncio,thread-pool --runs 100 --io-delay 20ms\n"
         "  for n in 1 2 4; do primebench --mode thread-pool --pool $n; done\n";
}

}  // namespace primebench
