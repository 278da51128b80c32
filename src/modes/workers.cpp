#include "modes/workers.hpp"

#include <fmt/core.h>

#include <cstring>
#include <optional>
#include <string>
#include <string_view>

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

void throw_refused(WorkerKind kind, std::size_t started, std::size_t wanted, int error_number) {
  const std::optional<Limit> limit = worker_limit(kind);
  std::string lowest =
      limit ? fmt::format(" (lowest known limit: {} {})", limit->name, limit->value) : "";
  if (const auto kib = address_space_limit_kib(); kib && kind == WorkerKind::kThread)
    lowest = fmt::format(" (a thread needs address space for its stack: ulimit -v {})", *kib);
  throw Error(
      fmt::format("only {} of {} {} could be started: {}{}; use a smaller --pool, or fewer --runs "
                  "where each task has a worker",
                  started, wanted, plural(kind), std::strerror(error_number), lowest));
}

}  // namespace primebench
