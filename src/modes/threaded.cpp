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
  bool prime = false;
  std::exception_ptr error;
};

class Threaded final : public Mode {
 public:
  explicit Threaded(const Workload& workload) : workload_(workload) {}

  Verdicts run() override {
    std::vector<Outcome> outcomes(workload_.tasks());
    const auto make_body = [&](std::size_t task) {
      return [&workload = workload_, &outcome = outcomes[task], task] {
        try {
          outcome.prime = workload.run_task(task);
        } catch (...) {
          outcome.error = std::current_exception();
        }
      };
    };
    start_threads(outcomes.size(), make_body, [] {}).clear();  // Joins.

    Verdicts verdicts;
    for (const Outcome& outcome : outcomes) {
      if (outcome.error)
        std::rethrow_exception(outcome.error);
      verdicts.add(outcome.prime);
    }
    return verdicts;
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
    .uses_pool = false,
    .per_task = PerTask::kThread,
    .make = [](const Workload& workload, std::size_t) -> std::unique_ptr<Mode> {
      return std::make_unique<Threaded>(workload);
    },
};

}  // namespace primebench
