#include "measure/measurement.hpp"

#include <fmt/core.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/quantity.hpp"
#include "core/text.hpp"
#include "measure/held_log.hpp"
#include "measure/log_memory.hpp"
#include "measure/measuring_child.hpp"
#include "measure/memory_peak.hpp"
#include "measure/recorded_log.hpp"
#include "measure/sampling.hpp"
#include "modes/program_mode.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"
#include "sys/group_memory.hpp"
#include "sys/out_of_memory.hpp"
#include "sys/precedence.hpp"
#include "sys/scratch.hpp"
#include "sys/shared_memory.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

constexpr std::int64_t kTickNs = 100'000'000;
constexpr std::size_t kMostHosts = 4096;  ///< Of which is kept what is told of them.

/// Tasks that are done, as far as the records tell.
double tasks_done(std::span<const TaskRecord> records, unsigned spacing_bits,
                  const Workload& workload) {
  double done = 0;
  for (std::size_t i = 0; i < records.size(); ++i)
    done += records[i].end_ns != 0 ? 1 : records[i].steps / workload.steps(i << spacing_bits);
  return done * static_cast<double>(workload.tasks()) / static_cast<double>(records.size());
}

timespec to_timespec(std::int64_t ns) {
  return {.tv_sec = ns / 1'000'000'000, .tv_nsec = ns % 1'000'000'000};
}

/// Waits until the child ends, however; false if `deadline_ns` (0: none) comes first. `peak`
/// looks meanwhile, unless it is nullptr.
bool wait_for_end(const ChildProcess& child, const SignalGuard& guard, std::int64_t deadline_ns,
                  const std::function<void()>& on_tick, MemoryPeak* peak) {
  constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  ChildWatch watch(child);
  std::int64_t tick_ns = on_tick ? now_ns() + kTickNs : kNever;
  while (!watch.ended()) {
    if (peak != nullptr)
      peak->sample();
    const std::int64_t now = now_ns();
    if (deadline_ns != 0 && now >= deadline_ns)
      return false;
    if (now >= tick_ns) {
      on_tick();
      tick_ns = now + kTickNs;
    }
    const std::int64_t wake_ns = std::min({deadline_ns == 0 ? kNever : deadline_ns, tick_ns,
                                           peak == nullptr ? kNever : now + peak->pause_ns()});
    const timespec patience = to_timespec(wake_ns - now);
    std::array<pollfd, 2> ready = {{{watch.fd(), POLLIN, 0}, {guard.fd(), POLLIN, 0}}};
    ::ppoll(ready.data(), ready.size(), wake_ns == kNever ? nullptr : &patience, nullptr);
    if (ready[1].revents != 0)
      throw Interrupted();
  }
  return true;
}

/// Why the child's work cannot be believed; empty if it can.
std::string find_defect(const BatchResult& expected, const ProcessExit& exit,
                        const std::optional<ChildReport>& report, const RecordedLog& log,
                        bool log_wanted) {
  if (!exit.clean())
    return "the measuring process " + exit.describe();
  if (!report)
    return "the measuring process ended without a result";
  if (!report->ok)
    return report->error;
  const BatchResult& result = report->timed.result;
  if (result.tasks != expected.tasks)
    return fmt::format("{} of {} tasks have an answer", result.tasks, expected.tasks);
  if (std::string defect = log.find_defect(report->timed, log_wanted); !defect.empty())
    return defect;
  if (result.sum != expected.sum)
    return fmt::format("the tasks' answers are wrong: their checksum is {}, not {}", result.sum,
                       expected.sum);
  return "";
}

/// Address space for the pauses of a traced batch: four waits of a task, and as many for the
/// lock, but 400 MB at most.
std::size_t most_pauses(const Configuration& configuration) {
  constexpr std::size_t kMost = 16'000'000;
  constexpr std::size_t kSlices = 100'000;  // Of long tasks that pass the lock on.
  const std::size_t waits = configuration.io_delay.count() == 0 ? 0 : kIoWaits;
  return std::min(kMost, configuration.runs * (waits + (configuration.gil ? 4 : 0)) + kSlices);
}

std::optional<std::vector<TaskPause>> sorted_pauses(const PauseMemory& memory) {
  const auto all = memory.all();
  if (!all)
    return std::nullopt;
  std::vector<TaskPause> pauses(all->begin(), all->end());
  std::sort(pauses.begin(), pauses.end(), [](const TaskPause& a, const TaskPause& b) {
    return std::pair(a.task, a.start_ns) < std::pair(b.task, b.start_ns);
  });
  return pauses;
}

/// Ends what a program has started and taken out of the group, however this ends.
struct LeftBehind {
  bool by_program;
  ~LeftBehind() {
    if (by_program)
      end_children();
  }
};

Outcome measure_in_child(const Configuration& configuration, const MeasureOptions& options) {
  const SignalGuard guard;  // First: what follows is cleaned up before a signal takes effect.
  const TaskBatch batch = configuration.batch();
  const BatchResult expected = expected_result(batch);
  const unsigned spacing_bits = options.trace ? 0 : sampling_bits(configuration);
  const bool by_program = configuration.mode->program != nullptr;
  const std::size_t record_count = TaskLog::record_count(batch.tasks, spacing_bits);
  const LogMemory memory =
      by_program ? LogMemory::for_program(record_count, spacing_bits) : LogMemory(record_count);
  const std::span<const TaskRecord> records = memory.records();
  std::optional<PauseMemory> pauses;
  if (options.trace && !by_program)  // A program has no place where it could note them.
    pauses.emplace(most_pauses(configuration));
  std::optional<SharedArray<ToldHost>> host_memory;
  if (configuration.mode->spans_machines)
    host_memory.emplace(kMostHosts);
  const std::span<ToldHost> hosts = host_memory ? host_memory->span() : std::span<ToldHost>();
  InterpreterLock lock;
  const Workload workload(batch, *configuration.kernel,
                          TaskLog(memory.records(), spacing_bits, memory.workers(),
                                  pauses ? pauses->log() : PauseLog()),
                          configuration.gil ? &lock : nullptr);
  Pipe report_pipe = make_pipe();
  const std::int64_t deadline =
      options.timeout.count() == 0 ? 0 : now_ns() + options.timeout.count();

  static const KillCount kill_count;  // Once each: their files are looked for.
  static const NoiseMeter noise_meter;
  const std::optional<std::uint64_t> kills_before = kill_count.read();
  Measurement measurement;
  measurement.started_at = std::chrono::system_clock::now();
  const Noise noise_before = noise_meter.read();
  std::optional<Scratch> scratch;  // Goes after those that may still use it.
  if (configuration.mode->spans_machines)
    scratch.emplace("primebench-program");
  const HeldLog held_log;  // Shows its lines when all have ended.
  const LeftBehind left_behind{by_program};
  ChildProcess child = ChildProcess::fork(
      [&] {
        held_log.take_over();
        if (scratch)
          ::setenv(kScratchVariable, scratch->path().c_str(), 1);
        run_in_measuring_child(configuration, workload, memory, hosts, options,
                               report_pipe.write_end.get());
      },
      ChildProcess::Group::kOwn);
  report_pipe.write_end.reset();
  const pid_t group = child.pid();

  std::function<void()> on_tick;
  if (options.on_tick)
    on_tick = [&] { options.on_tick(tasks_done(records, spacing_bits, workload)); };
  std::optional<Precedence> precedence;
  std::optional<MemoryPeak> peak;
  if (options.total_memory) {
    precedence.emplace(group);
    // Our own modes' workers stay in the group; a program's ranks and helpers need not.
    const Strays strays = by_program ? Strays::kCount : Strays::kDoNotCount;
    peak.emplace([group, strays] { return group_memory(group, strays); }, now_ns);
  }
  if (!wait_for_end(child, guard, deadline, on_tick, peak ? &*peak : nullptr)) {
    child.kill_and_reap();
    return Failure{
        "took longer than " + format_duration(static_cast<double>(options.timeout.count())), true};
  }
  precedence.reset();
  kill_group(group);  // Workers that a child that died has left behind.
  const ProcessExit exit = child.wait();
  reap_group(group);
  if (by_program)
    end_children();  // Those that have left the group.

  const std::optional<ChildReport> report = read_child_report(report_pipe.read_end);
  const RecordedLog log(records, spacing_bits);
  std::string defect = find_defect(expected, exit, report, log, options.trace);
  if (!defect.empty())
    return Failure{defect + killed_meanwhile(kills_before, kill_count.read())};
  measurement.noise = noise_between(noise_before, noise_meter.read());
  measurement.timed = report->timed;
  const auto told = hosts.first(std::min<std::size_t>(hosts.size(), report->timed.told.hosts_told));
  measurement.hosts.assign(told.begin(), told.end());
  measurement.counters = report->counters;
  if (const std::int64_t begin_ns = measurement.timed.began_ns(); peak)
    measurement.total_bytes =
        peak->between(begin_ns, begin_ns + static_cast<std::int64_t>(measurement.wall_ns()));
  measurement.resources = {report->timed.usage,
                           static_cast<std::uint64_t>(exit.usage.ru_maxrss) * 1024};
  const TimedRun& timed = measurement.timed;
  measurement.kernel = timed.by_program ? timed.told.kernel : configuration.kernel->name;
  std::vector<TaskTrace> trace = log.tasks();
  measurement.tasks = summarise_tasks(
      trace, timed.by_program ? timed.told.workers : memory.workers().load(), spacing_bits == 0);
  if (options.trace) {
    measurement.trace = std::move(trace);
    if (pauses)
      measurement.pauses = sorted_pauses(*pauses);
  }
  return measurement;
}

}  // namespace

Outcome measure(const Configuration& configuration, const MeasureOptions& options) {
  try {
    return measure_in_child(configuration, options);
  } catch (const std::system_error& error) {
    // What the system refuses to this measurement it may grant to the next.
    return Failure{error.what()};
  }
}

}  // namespace primebench
