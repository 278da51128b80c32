#include "measure/measurement.hpp"

#include <fmt/core.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/quantity.hpp"
#include "core/text.hpp"
#include "measure/log_memory.hpp"
#include "measure/recorded_log.hpp"
#include "measure/sampling.hpp"
#include "modes/workers.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"
#include "sys/out_of_memory.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

constexpr int kTickMs = 100;

/// What the child tells its parent; it fits into a pipe, so writing it cannot block.
struct Report {
  bool ok = false;
  TimedRun timed;
  char error[1024] = {};
};

/// For out_of_memory(), which gets no arguments.
pid_t measuring_process = 0;
int report_descriptor = -1;

void send(const Report& report) {
  write_all(report_descriptor, {reinterpret_cast<const char*>(&report), sizeof report},
            "the report");
}

/// Called by `new`. Some libraries abort when an allocation throws inside them, so the
/// measuring process says what happened and ends; a worker of it throws.
void out_of_memory() {
  if (::getpid() != measuring_process)
    throw std::bad_alloc();
  Report report;
  constexpr std::string_view kText =
      "there is not enough memory; use fewer --runs or a smaller --pool";
  std::memcpy(report.error, kText.data(), kText.size());
  send(report);
  ::_exit(0);
}

/// All that happens in the child.
void run_in_child(const Configuration& configuration, const Workload& workload,
                  const LogMemory& memory, bool patient, int report_fd) {
  unblock_all_signals();
  be_killed_first();
  ::prctl(PR_SET_TIMERSLACK, 1UL);  // Nanoseconds; else waits end up to 50 us late.
  measuring_process = ::getpid();
  report_descriptor = report_fd;
  std::set_new_handler(out_of_memory);
  Report report;
  try {
    require_allowed(configuration.mode->per_task(), workload.tasks());
    memory.touch();
    if (configuration.mode->program != nullptr)
      become_subreaper();  // Of what the program leaves behind.
    report.timed = timed_run(*configuration.mode, workload, configuration.pool,
                             {.log_file = memory.file(), .patient = patient});
    report.ok = true;
  } catch (const std::exception& error) {  // A process boundary: only text can cross it.
    const std::string_view text = error.what();
    std::memcpy(report.error, text.data(), std::min(text.size(), sizeof report.error - 1));
  }
  send(report);
}

/// Tasks that are done, as far as the records tell.
double tasks_done(std::span<const TaskRecord> records, unsigned spacing_bits,
                  const Workload& workload) {
  double done = 0;
  for (std::size_t i = 0; i < records.size(); ++i)
    done += records[i].end_ns != 0 ? 1 : records[i].steps / workload.steps(i << spacing_bits);
  return done * static_cast<double>(workload.tasks()) / static_cast<double>(records.size());
}

/// Waits until the child ends, however; false if `deadline_ns` (0: none) comes first.
bool wait_for_end(const ChildProcess& child, const SignalGuard& guard, std::int64_t deadline_ns,
                  const std::function<void()>& on_tick) {
  ChildWatch watch(child);
  while (!watch.ended()) {
    std::int64_t patience_ms = on_tick ? kTickMs : -1;
    if (deadline_ns != 0) {
      const std::int64_t left_ns = deadline_ns - now_ns();
      if (left_ns <= 0)
        return false;
      const std::int64_t left_ms = std::min<std::int64_t>(left_ns / 1'000'000 + 1, 60'000);
      patience_ms = patience_ms < 0 ? left_ms : std::min(patience_ms, left_ms);
    }
    std::array<pollfd, 2> ready = {{{watch.fd(), POLLIN, 0}, {guard.fd(), POLLIN, 0}}};
    ::poll(ready.data(), ready.size(), static_cast<int>(patience_ms));
    if (ready[1].revents != 0)
      throw Interrupted();
    if (ready[0].revents == 0 && on_tick)
      on_tick();
  }
  return true;
}

/// Why the child's work cannot be believed; empty if it can.
std::string find_defect(const BatchResult& expected, const ProcessExit& exit,
                        const std::optional<Report>& report, const RecordedLog& log,
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

std::optional<Report> read_report(const Fd& pipe) {
  Report report;
  if (read_full(pipe.get(), &report, sizeof report, "the report") != sizeof report)
    return std::nullopt;
  return report;
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
  InterpreterLock lock;
  const Workload workload(batch, *configuration.kernel,
                          TaskLog(memory.records(), spacing_bits, memory.workers()),
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
  const LeftBehind left_behind{by_program};
  const bool patient = options.timeout.count() != 0;
  ChildProcess child = ChildProcess::fork(
      [&] { run_in_child(configuration, workload, memory, patient, report_pipe.write_end.get()); },
      ChildProcess::Group::kOwn);
  report_pipe.write_end.reset();
  const pid_t group = child.pid();

  std::function<void()> on_tick;
  if (options.on_tick)
    on_tick = [&] { options.on_tick(tasks_done(records, spacing_bits, workload)); };
  if (!wait_for_end(child, guard, deadline, on_tick)) {
    child.kill_and_reap();
    return Failure{
        "took longer than " + format_duration(static_cast<double>(options.timeout.count())), true};
  }
  kill_group(group);  // Workers that a child that died has left behind.
  const ProcessExit exit = child.wait();
  reap_group(group);
  if (by_program)
    end_children();  // Those that have left the group.

  const std::optional<Report> report = read_report(report_pipe.read_end);
  const RecordedLog log(records, spacing_bits);
  std::string defect = find_defect(expected, exit, report, log, options.trace);
  if (!defect.empty())
    return Failure{defect + killed_meanwhile(kills_before, kill_count.read())};
  measurement.noise = noise_between(noise_before, noise_meter.read());
  measurement.timed = report->timed;
  measurement.resources = {report->timed.usage,
                           static_cast<std::uint64_t>(exit.usage.ru_maxrss) * 1024};
  const TimedRun& timed = measurement.timed;
  measurement.kernel = timed.by_program ? timed.told.kernel : configuration.kernel->name;
  std::vector<TaskTrace> trace = log.tasks();
  measurement.tasks = summarise_tasks(
      trace, timed.by_program ? timed.told.workers : memory.workers().load(), spacing_bits == 0);
  if (options.trace)
    measurement.trace = std::move(trace);
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
