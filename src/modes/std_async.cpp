#include <cstddef>
#include <future>
#include <memory>
#include <system_error>
#include <vector>

#include "modes/builtin.hpp"
#include "modes/workers.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// libstdc++ starts a thread for every call that std::launch::async makes.
class StdAsync final : public Mode {
 public:
  explicit StdAsync(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    // The destructor of such a future joins, so nothing is left behind on the way out.
    std::vector<std::future<Answer>> answers;
    answers.reserve(workload_.tasks());
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      answers.push_back(start(task));

    BatchResult result;
    for (std::size_t task = 0; task < answers.size(); ++task)
      result.add(task, workload_.received(answers[task].get()));
    return result;
  }

 private:
  std::future<Answer> start(std::size_t task) {
    try {
      return std::async(std::launch::async,
                        [&workload = workload_, task] { return workload.run_task(task); });
    } catch (const std::system_error& error) {  // To say what only this place knows.
      throw_refused(WorkerKind::kThread, task, workload_.tasks(), error.code().value());
    }
  }

  const Workload& workload_;
};

}  // namespace

constinit const ModeSpec std_async = {
    .name = "std-async",
    .alias = "",
    .summary = "std::async per task, futures",
    .needs = "threads",
    .family = Family::kThreads,
    .workers = Workers::kPerTask,
    .divides_in_parallel = true,
    .make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
      return std::make_unique<StdAsync>(workload);
    },
};

}  // namespace primebench
