#include "modes/workers.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "core/error.hpp"

namespace primebench {
namespace {

std::string_view plural(WorkerKind kind) {
  return kind == WorkerKind::kThread ? "threads" : "processes";
}

/// For a mode with a worker for each task.
std::string_view advice(WorkerKind kind) {
  return kind == WorkerKind::kThread ? "use fewer --runs or --mode thread-pool"
                                     : "use fewer --runs or --mode multiprocessing-pool";
}

std::string refusal(WorkerKind kind, std::size_t started, std::size_t wanted, int error_number) {
  const std::optional<Limit> limit = worker_limit(kind);
  std::string lowest =
      limit ? fmt::format(" (lowest known limit: {} {})", limit->name, limit->value) : "";
  if (const auto space = stack_space_limit_kib(); space && kind == WorkerKind::kThread)
    lowest = fmt::format(" (a thread needs address space for its stack: {} {})", space->name,
                         space->value);
  return fmt::format(
      "only {} of {} {} could be started: {}{}; use a smaller --pool, or fewer --runs where each "
      "task has a worker",
      started, wanted, plural(kind), std::strerror(error_number), lowest);
}

/// Threads that a library starts or has started; 0: none.
std::size_t threads_to_come = 0;

}  // namespace

void require_allowed(PerTask per_task, std::size_t tasks) {
  if (per_task == PerTask::kNothing)
    return;
  const WorkerKind kind = per_task == PerTask::kThread ? WorkerKind::kThread : WorkerKind::kProcess;
  const std::optional<Limit> limit = worker_limit(kind);
  if (limit && tasks > limit->value)
    throw Error(fmt::format("{} {} are more than the limit of {} ({}); {}", tasks, plural(kind),
                            limit->value, limit->name, advice(kind)));
}

ThreadsToCome::ThreadsToCome(std::size_t wanted) noexcept { threads_to_come = wanted; }

ThreadsToCome::~ThreadsToCome() { threads_to_come = 0; }

std::string why_a_library_exits() {
  std::error_code failed;  // Called at exit, where nobody would catch it.
  std::size_t started = 0;
  for (std::filesystem::directory_iterator thread("/proc/self/task", failed), end;
       !failed && thread != end; thread.increment(failed))
    ++started;
  if (failed && threads_to_come > 0)
    return fmt::format(
        "a library of the mode ended the process while it started {} threads; use a smaller --pool",
        threads_to_come);
  if (started >= threads_to_come)
    return "a library of the mode ended the process";
  // What pthread_create() says.
  return refusal(WorkerKind::kThread, started, threads_to_come, EAGAIN);
}

void throw_refused(WorkerKind kind, std::size_t started, std::size_t wanted, int error_number) {
  throw Error(refusal(kind, started, wanted, error_number));
}

}  // namespace primebench
