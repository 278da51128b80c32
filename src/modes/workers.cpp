#include "modes/workers.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace primebench {
namespace {

std::string_view plural(WorkerKind kind) {
  return kind == WorkerKind::kThread ? "threads" : "processes";
}

std::string_view advice(WorkerKind kind) {
  return kind == WorkerKind::kThread ? "use fewer --runs, a smaller --pool, or --mode thread-pool"
                                     : "use fewer --runs, a smaller --pool, or --mode "
                                       "multiprocessing-pool";
}

std::string refusal(WorkerKind kind, std::size_t started, std::size_t wanted, int error_number) {
  const std::optional<Limit> limit = worker_limit(kind);
  std::string lowest =
      limit ? fmt::format(" (lowest known limit: {} {})", limit->name, limit->value) : "";
  if (const auto kib = address_space_limit_kib(); kib && kind == WorkerKind::kThread)
    lowest = fmt::format(" (a thread needs address space for its stack: ulimit -v {})", *kib);
  return fmt::format("only {} of {} {} could be started: {}{}; {}", started, wanted, plural(kind),
                     std::strerror(error_number), lowest, advice(kind));
}

/// Workers that a library is about to start; none wanted: it is not.
struct {
  WorkerKind kind = WorkerKind::kThread;
  std::size_t wanted = 0;
} to_come;

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

WorkersToCome::WorkersToCome(WorkerKind kind, std::size_t wanted) noexcept {
  to_come = {.kind = kind, .wanted = wanted};
}

WorkersToCome::~WorkersToCome() { to_come = {}; }

std::string why_a_library_exits() {
  if (to_come.wanted == 0)
    return "a library of the mode ended the process";
  const std::filesystem::directory_iterator threads("/proc/self/task");
  const auto started = static_cast<std::size_t>(std::distance(begin(threads), end(threads)));
  return refusal(to_come.kind, started, to_come.wanted, EAGAIN);  // What pthread_create() says.
}

void throw_refused(WorkerKind kind, std::size_t started, std::size_t wanted, int error_number) {
  throw Error(refusal(kind, started, wanted, error_number));
}

}  // namespace primebench
