#include <cstddef>
#include <exception>
#include <memory>
#include <vector>

#include "modes/builtin.hpp"
#include "modes/openmp_team.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

#ifdef _OPENMP

#pragma omp declare reduction(merge:BatchResult : omp_out.add(omp_in))

class OpenMp final : public Mode {
 public:
  OpenMp(const Workload& workload, std::size_t threads) : workload_(workload), team_(threads) {}

  BatchResult run() override {
    const std::size_t tasks = workload_.tasks();
    BatchResult result;
    std::vector<Answer> parcels(workload_.payload_bytes() == 0 ? 0 : tasks);
    std::exception_ptr error;  // An exception may not leave the region; the first is kept.
#pragma omp parallel for schedule(dynamic, 1) num_threads(team_.threads()) reduction(merge : result)
    for (std::size_t task = 0; task < tasks; ++task) {
      try {
        const Answer answer = workload_.run_task(task);
        if (parcels.empty())
          result.add(task, answer);
        else
          parcels[task] = answer;
      } catch (...) {
#pragma omp critical(openmp_error)
        if (!error)
          error = std::current_exception();
      }
    }
    if (error)
      std::rethrow_exception(error);
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

std::unique_ptr<Mode> make_openmp(const Workload& workload, const ModeOptions& options) {
  return std::make_unique<OpenMp>(workload, options.pool);
}

#else

constexpr std::unique_ptr<Mode> (*make_openmp)(const Workload&, const ModeOptions&) = nullptr;

#endif

}  // namespace

constinit const ModeSpec openmp = {
    .name = "openmp",
    .alias = "",
    .summary = "OpenMP parallel for, dynamic, 1",
    .needs = "OpenMP",
    .family = Family::kThreads,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .obstacle = openmp_obstacle,
    .make = make_openmp,
};

}  // namespace primebench
