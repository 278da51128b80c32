#include <cstddef>
#include <exception>
#include <memory>
#include <vector>

#include "modes/builtin.hpp"
#include "modes/openmp_team.hpp"
#include "workload/workload.hpp"

#ifdef _OPENMP
#include <omp.h>
#endif

namespace primebench {
namespace {

#ifdef _OPENMP

/// What one thread's tasks came to, on a cache line of its own.
struct alignas(64) Part {
  BatchResult result;
};

/// One thread makes the tasks and the others take them. libgomp puts off 64 tasks per
/// thread; beyond that the maker runs what it makes.
class OpenMpTasks final : public Mode {
 public:
  OpenMpTasks(const Workload& workload, std::size_t threads)
      : workload_(workload), team_(threads) {}

  BatchResult run() override {
    const std::size_t tasks = workload_.tasks();
    std::vector<Part> parts(static_cast<std::size_t>(team_.threads()));
    std::vector<Answer> parcels(workload_.payload_bytes() == 0 ? 0 : tasks);
    std::exception_ptr error;  // An exception may not leave its task; the first is kept.
#pragma omp parallel num_threads(team_.threads())
#pragma omp single
    for (std::size_t task = 0; task < tasks; ++task) {
#pragma omp task default(none) firstprivate(task) shared(parts, parcels, error)
      try {
        const Answer answer = workload_.run_task(task);
        if (parcels.empty())
          parts[static_cast<std::size_t>(omp_get_thread_num())].result.add(task, answer);
        else
          parcels[task] = answer;
      } catch (...) {
#pragma omp critical(openmp_tasks_error)
        if (!error)
          error = std::current_exception();
      }
    }
    if (error)
      std::rethrow_exception(error);
    BatchResult result;
    for (const Part& part : parts)
      result.add(part.result);
    // Data goes to the thread that asked for it, as in the other modes.
    for (std::size_t task = 0; task < parcels.size(); ++task)
      result.add(task, workload_.received(parcels[task]));
    return result;
  }

  void close() override { team_.end(); }

 private:
  const Workload& workload_;
  OpenMpTeam team_;
};

std::unique_ptr<Mode> make_openmp_tasks(const Workload& workload, const ModeOptions& options) {
  return std::make_unique<OpenMpTasks>(workload, options.pool);
}

#else

constexpr std::unique_ptr<Mode> (*make_openmp_tasks)(const Workload&, const ModeOptions&) = nullptr;

#endif

}  // namespace

constinit const ModeSpec openmp_tasks = {
    .name = "openmp-tasks",
    .alias = "",
    .summary = "an OpenMP task per task",
    .needs = "OpenMP",
    .family = Family::kThreads,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .obstacle = openmp_obstacle,
    .make = make_openmp_tasks,
};

}  // namespace primebench
