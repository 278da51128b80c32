#include <fmt/core.h>

#include <array>

#include "core/parse_value.hpp"
#include "results/parameters.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

using Place = Parameter::Place;

/// The sizes of the tasks; of numbers in a file these are "given:LONGEST".
std::string mix_words(const Row& row) {
  return row.mix.starts_with("given:")
             ? fmt::format("longest task {} × the mean", row.mix.substr(6))
             : row.mix + " tasks";
}

std::string plural(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

constexpr auto kParameters = std::to_array<Parameter>({
    {.name = "task-time",
     .column = "task_time_ns",
     .label = "task",
     .words = [](const Row& row) { return exact_duration(*row.task_time_ns) + " a task"; },
     .quantity = Quantity::kDuration,
     .field = &Configuration::task_time,
     .flag = {0, "D", "or how long a check takes: 10us,1ms", 1, UINT64_MAX},
     .zero_is_none = true,
     .axis_title = "Time of a task, as asked for"},
    {.name = "prime",
     .column = "prime",
     .label = "prime",
     .words =
         [](const Row& row) {
           if (row.prime)
             return fmt::format("prime {}", *row.prime);
           return std::string(row.numbers.empty() ? "unknown prime" : "");  // The numbers tell it.
         },
     .field = &Configuration::prime,
     .flag = {'p', "N", "number each task checks (834238027356431)", 0, UINT64_MAX,
              834238027356431},
     .axis_title = "Number checked",
     .none_is_value = true},
    {.name = "runs",
     .column = "runs",
     .label = "runs",
     .words = [](const Row& row) { return plural(row.runs, "task"); },
     .field = &Configuration::runs,
     .flag = {'n', "N", "tasks in one measurement, not repetitions (8)", 1, 10'000'000, 8},
     .axis_title = "Tasks"},
    {.name = "io-delay",
     .column = "io_delay_ns",
     .label = "io-delay",
     .words =
         [](const Row& row) {
           const std::uint64_t waits = row.io_waits.value_or(kIoWaits);
           return *row.io_delay_ns == 0
                      ? std::string("no waits")
                      : fmt::format("{} waits of {}", waits, exact_duration(*row.io_delay_ns));
         },
     .quantity = Quantity::kDuration,
     .field = &Configuration::io_delay,
     .flag = {0, "D", "each of a task's 4 waits: 250ms, 500us (0)", 0, UINT64_MAX},
     .axis_title = "Length of each wait"},
    {.name = "io-waits", .column = "io_waits", .label = "io-waits"},  // The delay tells it.
    {.name = "pool",
     .column = "pool",
     .label = "pool",
     .words = [](const Row& row) { return fmt::format("pool {}", *row.pool); },
     .field = &Configuration::pool,
     .flag = {0, "N", "workers of the pool modes (usable CPUs)", 1, 4096},
     .applies = [](const ModeSpec& mode) { return mode.uses_pool(); },
     .axis_title = "Pool size"},
    {.name = "chunk",
     .column = "chunk",
     .label = "chunk",
     .words = [](const Row& row) { return fmt::format("chunks of {}", *row.chunk); },
     .field = &Configuration::chunk,
     .flag = {0, "N", "tasks in a chunk of multiprocessing-pool", 1, 10'000'000},
     .applies = [](const ModeSpec& mode) { return mode.has_chunks; },
     .zero_is_none = true,
     .axis_title = "Tasks in a chunk"},
    {.name = "gil",
     .column = "gil",
     .label = "gil",
     .words = [](const Row& row) { return std::string(*row.gil ? "GIL" : "no GIL"); },
     .field = &Configuration::gil,
     .flag = {0, "", "one thread of a process divides at a time"},
     .unsaid = "false"},
    {.name = "mix",
     .column = "mix",
     .label = "mix",
     .words = mix_words,
     .field = &Configuration::mix,
     .flag = {.value = "KIND",
              .help = "sizes of tasks: equal, uniform, pareto:1.5 (equal)",
              .parse = [](std::string_view flag,
                          std::string_view text) { return code_of(parse_mix(flag, text)); },
              .text = [](ParameterValue code) { return text_of(mix_of(code)); }},
     .axis_title = "Longest task / mean task",
     .unsaid = "equal"},
    {.name = "order",
     .column = "order",
     .label = "order",
     .words = [](const Row& row) { return row.order + " order"; },
     .field = &Configuration::order,
     .flag = {
         .value = "ORDER",
         .help = "of unequal tasks: ascending, descending (random)",
         .fallback = 1,
         .parse =
             [](std::string_view flag, std::string_view text) {
               return 1 + static_cast<ParameterValue>(parse_order(flag, text));
             },
         .text =
             [](ParameterValue code) {
               return std::string(text_of(static_cast<TaskOrder>(code - 1)));
             }},
     .zero_is_none = true},
    // Of tasks in a random order alone: see depends_on_seed(). The flag is that of the whole call.
    {.name = "seed",
     .column = "seed",
     .label = "seed",
     .words = [](const Row& row) { return fmt::format("seed {}", *row.seed); },
     .unsaid = "1"},
    {.name = "numbers",
     .column = "numbers",
     .label = "numbers",
     .words =
         [](const Row& row) {
           return row.numbers.empty() ? std::string() : "numbers of " + row.numbers;
         },
     .none_is_value = true},
    {.name = "payload",
     .column = "payload_bytes",
     .label = "payload",
     .words =
         [](const Row& row) {
           return *row.payload_bytes == 0
                      ? std::string("no payload")
                      : format_bytes(static_cast<double>(*row.payload_bytes)) + " a task";
         },
     .quantity = Quantity::kBytes,
     .field = &Configuration::payload,
     .flag = {.value = "SIZE",
              .help = "each task gets and returns: 4KiB,1MiB (0)",
              .parse = [](std::string_view flag,
                          std::string_view text) { return parse_bytes(flag, text); }},
     .axis_title = "Data of a task, each way",
     .unsaid = "0"},
    {.name = "label",
     .column = "label",
     .label = "label",
     .words = [](const Row& row) { return row.label.empty() ? "no label" : row.label; },
     .none_is_value = true},
    {.name = "traced",
     .column = "traced",
     .label = "traced",
     .words = [](const Row& row) { return std::string(*row.traced ? "traced" : "not traced"); },
     .unsaid = "false"},
    {.name = "cpu-model",
     .column = "cpu_model",
     .label = "cpu-model",
     .place = Place::kMachine,
     .words = [](const Row& row) { return row.cpu_model; }},
    {.name = "cpus",
     .column = "cpus",
     .label = "cpus",
     .place = Place::kMachine,
     .words = [](const Row& row) { return plural(*row.cpus, "CPU"); }},
    {.name = "cpus-allowed", .column = "cpus_allowed", .label = "cpus-allowed"},
    {.name = "cpu-quota",
     .column = "cpu_quota_milli",
     .label = "cpu-quota",
     .place = Place::kMachine,
     .words =
         [](const Row& row) {
           if (row.cpu_quota_milli)
             return fmt::format("quota {:g} CPU", static_cast<double>(*row.cpu_quota_milli) / 1000);
           // Rows from before there was the column have none of the allowed CPUs either.
           return std::string(row.cpus_allowed ? "no quota" : "unknown quota");
         },
     .none_is_value = true},
    {.name = "kernel",
     .column = "kernel",
     .label = "kernel",
     .place = Place::kMachine,
     .words = [](const Row& row) { return row.kernel + " kernel"; }},
    {.name = "host",
     .column = "host",
     .label = "host",
     .place = Place::kMachine,
     .words = [](const Row& row) { return row.host; }},
    {.name = "hosts",
     .column = "hosts",
     .label = "hosts",
     .place = Place::kMachine,
     .words = [](const Row& row) { return plural(*row.hosts, "host"); },
     .axis_title = "Hosts",
     .unsaid = "1"},
    {.name = "hosts-cpus",
     .column = "hosts_cpu_milli",
     .label = "hosts-cpus",
     .place = Place::kMachine,
     .words =
         [](const Row& row) {
           return row.hosts_cpu_milli
                      ? fmt::format("{:g} CPUs on all hosts",
                                    static_cast<double>(*row.hosts_cpu_milli) / 1000)
                      : std::string();
         },
     .none_is_value = true},
    {.name = "hosts-cpu-model",
     .column = "hosts_cpu_model",
     .label = "hosts-cpu-model",
     .place = Place::kMachine,
     .words =
         [](const Row& row) {
           return row.hosts_cpu_model.empty() ? std::string() : "hosts with " + row.hosts_cpu_model;
         },
     .none_is_value = true},
    {.name = "os",
     .column = "os",
     .label = "os",
     .place = Place::kBuild,
     .words = [](const Row& row) { return row.os; }},
    {.name = "compiler",
     .column = "compiler",
     .label = "compiler",
     .place = Place::kBuild,
     .words = [](const Row& row) { return row.compiler; }},
    {.name = "version",
     .column = "version",
     .label = "version",
     .place = Place::kBuild,
     .words = [](const Row& row) { return "primebench " + row.version; }},
});

}  // namespace

std::span<const Parameter> parameters() { return kParameters; }

}  // namespace primebench
