#include <cstddef>
#include <exception>
#include <memory>
#include <thread>
#include <vector>

#include "modes/builtin.hpp"
#include "modes/worker_threads.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// What one task left behind. Each thread writes its own slot and nobody reads
/// before the join, so no lock is needed.
struct Outcome {
  Answer answer = 0;
  std::exception_ptr error;
};

class Threaded final : public Mode {
 public:
  explicit Threaded(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    std::vector<Outcome> outcomes(workload_.tasks());
    const auto make_body = [&](std::size_t task) {
      return [&workload = workload_, &outcome = outcomes[task], task] {
        try {
          outcome.answer = workload.run_task(task);
        } catch (...) {
          outcome.error = std::current_exception();
        }
      };
    };
    start_threads(outcomes.size(), make_body, [] {}).clear();  // Joins.

    BatchResult result;
    for (std::size_t task = 0; task < outcomes.size(); ++task) {
      if (outcomes[task].error)
        std::rethrow_exception(outcomes[task].error);
      result.add(task, workload_.received(outcomes[task].answer));
    }
    return result;
  }

 private:
  const Workload& workload_;
};

}  // namespace

constinit const ModeSpec threaded = {
    .name = "threaded",
    .alias = "",
    .summary = "a thread per task",
    .needs = "threads",
    .family = Family::kThreads,
    .workers = Workers::kPerTask,
    .divides_in_parallel = true,
    .make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
      return std::make_unique<Threaded>(workload);
    },
};

}  // namespace primebench
