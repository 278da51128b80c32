#include "measure/measuring_child.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>

#include "modes/workers.hpp"
#include "sys/child.hpp"
#include "sys/out_of_memory.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

/// For out_of_memory(), which gets no arguments.
pid_t measuring_process = 0;
int report_descriptor = -1;

void send(const ChildReport& report) {
  write_all(report_descriptor, {reinterpret_cast<const char*>(&report), sizeof report},
            "the report");
}

ChildReport report_of(std::string_view error) {
  ChildReport report;
  std::memcpy(report.error, error.data(), std::min(error.size(), sizeof report.error - 1));
  return report;
}

/// Called by `new`. Some libraries abort when an allocation throws inside them, so the
/// measuring process says what happened and ends; a worker of it throws.
void out_of_memory() {
  if (::getpid() != measuring_process)
    throw std::bad_alloc();
  send(report_of("there is not enough memory; use fewer --runs or a smaller --pool"));
  ::_exit(0);
}

/// Called by exit(), which only a library that gives up calls in the measuring process: there the
/// reason is sent instead, and in the place of what is left to destroy.
void library_gave_up() {
  if (::getpid() != measuring_process)
    return;
  send(report_of(why_a_library_exits()));
  ::_exit(0);
}

}  // namespace

void run_in_measuring_child(const Configuration& configuration, const Workload& workload,
                            const LogMemory& memory, std::span<ToldHost> hosts,
                            const MeasureOptions& options, int report_fd) {
  unblock_all_signals();
  be_killed_first();
  ::prctl(PR_SET_TIMERSLACK, 1UL);  // Nanoseconds; else waits end up to 50 us late.
  measuring_process = ::getpid();
  report_descriptor = report_fd;
  std::set_new_handler(out_of_memory);
  std::atexit(library_gave_up);
  ChildReport report;
  try {
    require_allowed(configuration.mode->per_task(), workload.tasks());
    memory.touch();
    if (configuration.mode->program != nullptr)
      become_subreaper();  // Of what the program leaves behind.
    Counters counters = options.counters ? Counters::open() : Counters();
    counters.start();
    report.timed = timed_run(*configuration.mode, workload, configuration.mode_options(),
                             {.log_file = memory.file(),
                              .patient = options.timeout.count() != 0,
                              .machines = configuration.machines,
                              .hosts = hosts});
    report.counters = counters.stop();
    report.ok = true;
  } catch (const std::exception& error) {  // A process boundary: only text can cross it.
    report = report_of(error.what());
  }
  send(report);
}

std::optional<ChildReport> read_child_report(const Fd& pipe) {
  ChildReport report;
  if (read_full(pipe.get(), &report, sizeof report, "the report") != sizeof report)
    return std::nullopt;
  return report;
}

}  // namespace primebench
