#include "cli/options.hpp"

#include <fmt/core.h>

#include <array>
#include <functional>
#include <string_view>

#include "cli/flags.hpp"
#include "cli/parse_choice.hpp"
#include "cli/parse_list.hpp"
#include "cli/parse_value.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

constexpr std::string_view kWorkload = "Workload (lists a,b,c measure every combination)";
constexpr std::string_view kRepetition = "Repetition";
constexpr std::string_view kOutput = "Output";
constexpr std::string_view kOther = "Other";

constexpr auto kFlags = std::to_array<FlagSpec>({
    {kWorkload, 'm', "mode", "LIST", "modes, or all (default: threaded)"},
    {kWorkload, 'p', "prime", "N", "number each task checks (834238027356431)"},
    {kWorkload, 0, "task-time", "D", "or how long a check takes: 10us,1ms"},
    {kWorkload, 'n', "runs", "N", "tasks in one measurement, not repetitions (8)"},
    {kWorkload, 0, "tasks", "N", "the same as --runs"},
    {kWorkload, 0, "pool", "N", "workers of the pool modes (usable CPUs)"},
    {kWorkload, 0, "io-delay", "D", "each of a task's 4 waits: 250ms, 500us (0)"},
    {kWorkload, 0, "kernel", "K", "dividing loop, see --list-modes (auto)"},
    {kWorkload, 0, "gil", "", "one thread of a process divides at a time"},
    {kRepetition, 'r', "repeat", "N", "recorded repetitions, one row each (1)"},
    {kRepetition, 0, "warmup", "N", "unrecorded rounds before them (0)"},
    {kRepetition, 0, "timeout", "D", "give up on a measurement after this long"},
    {kRepetition, 0, "dry-run", "", "print the plan as CSV, measure nothing"},
    {kOutput, 'o', "output", "FILE", "results store; - is stdout (results.csv)"},
    {kOutput, 'l', "label", "TEXT", "free text for the rows"},
    {kOutput, 0, "trace", "FILE", "start, end and worker of every task, as CSV"},
    {kOutput, 0, "lock-timeout", "D", "longest wait for other writers (10s)"},
    {kOutput, 0, "progress", "WHEN", "auto, always or never (auto)"},
    {kOutput, 'q', "quiet", "", "errors only on standard error"},
    {kOutput, 'v', "verbose", "", "more lines on standard error"},
    {kOther, 0, "list-modes", "", "what --mode and --kernel can be"},
    {kOther, 'h', "help", "", "this text"},
    {kOther, 'V', "version", "", "version and build"},
});

std::string parse_label(const std::string& text) {
  constexpr std::string_view kFirst =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const std::string rest = std::string(kFirst) + "._ -";
  if (text.empty() || text.size() > 64 || kFirst.find(text.front()) == std::string_view::npos ||
      text.find_first_not_of(rest) != std::string::npos)
    throw UsageError(fmt::format(
        "--label takes 1 to 64 letters, digits, blanks or ._- that begin with a letter or digit, "
        "not {}",
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

template <typename T = std::size_t>
std::vector<T> parse_counts(std::string_view flag, std::string_view text, std::uint64_t least,
                            std::uint64_t most) {
  return parse_list<T>(text, [&](std::string_view item) {
    return static_cast<T>(parse_count(flag, item, least, most));
  });
}

void parse_task_times(const Flags& flags, RunOptions& options) {
  if (flags.given("prime") && flags.given("task-time"))
    throw UsageError("--prime and --task-time exclude each other: both choose the number");
  with(flags, "task-time", [&](const std::string& text) {
    options.task_times = parse_list<std::chrono::nanoseconds>(text, [](std::string_view item) {
      const auto time = parse_duration("--task-time", item);
      if (time.count() == 0)
        throw UsageError("--task-time takes durations above zero, not " + in_quotes(item));
      return time;
    });
  });
}

void parse_workload(const Flags& flags, RunOptions& options) {
  constexpr std::uint64_t kMostRuns = 10'000'000;
  constexpr std::uint64_t kMostWorkers = 4096;
  if (flags.given("runs") && flags.given("tasks"))
    throw UsageError("--tasks is another name for --runs: give one of them");
  options.modes = parse_modes(flags.value("mode").value_or("threaded"));
  options.kernel = parse_kernel(flags.value("kernel").value_or("auto"));
  options.gil = flags.given("gil");
  with(flags, "prime", [&](const std::string& text) {
    options.primes = parse_counts<std::uint64_t>("--prime", text, 0, UINT64_MAX);
  });
  parse_task_times(flags, options);
  for (const std::string flag : {"runs", "tasks"}) {
    with(flags, flag, [&](const std::string& text) {
      options.runs = parse_counts("--" + flag, text, 1, kMostRuns);
    });
  }
  with(flags, "pool", [&](const std::string& text) {
    options.pools = parse_counts("--pool", text, 1, kMostWorkers);
  });
  with(flags, "io-delay", [&](const std::string& text) {
    options.io_delays = parse_list<std::chrono::nanoseconds>(
        text, [](std::string_view item) { return parse_duration("--io-delay", item); });
  });
}

void parse_output(const Flags& flags, RunOptions& options) {
  with(flags, "output",
       [&](const std::string& text) { options.output = parse_file("--output", text); });
  with(flags, "trace",
       [&](const std::string& text) { options.trace = parse_file("--trace", text); });
  with(flags, "label", [&](const std::string& text) { options.label = parse_label(text); });
  with(flags, "lock-timeout", [&](const std::string& text) {
    options.lock_timeout = parse_duration("--lock-timeout", text);
  });
  with(flags, "progress",
       [&](const std::string& text) { options.progress = parse_progress(text); });
  if (flags.given("quiet") && flags.given("verbose"))
    throw UsageError("--quiet and --verbose exclude each other");
  if (flags.given("quiet"))
    options.log_level = log::Level::kError;
  if (flags.given("verbose"))
    options.log_level = log::Level::kDebug;
}

}  // namespace

RunOptions parse_run_options(std::span<const std::string> arguments) {
  constexpr std::uint64_t kMostRepetitions = 1'000'000;
  const Flags flags = parse_flags(kFlags, arguments);
  RunOptions options;
  options.help = flags.given("help");
  options.version = flags.given("version");
  options.list_modes = flags.given("list-modes");
  options.dry_run = flags.given("dry-run");
  parse_workload(flags, options);
  parse_output(flags, options);
  with(flags, "repeat", [&](const std::string& text) {
    options.repeat = parse_count("--repeat", text, 1, kMostRepetitions);
  });
  with(flags, "warmup", [&](const std::string& text) {
    options.warmup = parse_count("--warmup", text, 0, kMostRepetitions);
  });
  with(flags, "timeout", [&](const std::string& text) {
    options.timeout = parse_duration("--timeout", text);
    if (options.timeout.count() == 0)
      throw UsageError("--timeout takes a duration above zero; leave it out for no limit");
  });
  return options;
}

std::string run_help() {
  return "Compares ways of running work concurrently: spreads identical prime checks over\n"
         "the machine and appends one row per measurement to a CSV file.\n"
         "\n"
         "Usage: primebench [options]\n"
         "       primebench plot [options]   draws the rows; see primebench plot --help\n"
         "\n" +
         describe_flags(kFlags) +
         "\n"
         "Examples:\n"
         "  primebench --mode all --repeat 10\n"
         "  primebench --mode asyncio,thread-pool --runs 100 --io-delay 20ms\n"
         "  primebench --mode all --output - | column -s, -t\n";
}

}  // namespace primebench
