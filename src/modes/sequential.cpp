#include <cstddef>
#include <memory>

#include "modes/builtin.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

class Sequential final : public Mode {
 public:
  explicit Sequential(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    BatchResult result;
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      result.add(task, workload_.received(workload_.run_task(task)));
    return result;
  }

 private:
  const Workload& workload_;
};

}  // namespace

constinit const ModeSpec sequential = {
    .name = "sequential",
    .alias = "threaded-sequential",
    .summary = "one task after another",
    .needs = "-",
    .family = Family::kBaseline,
    .make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
      return std::make_unique<Sequential>(workload);
    },
};

}  // namespace primebench
