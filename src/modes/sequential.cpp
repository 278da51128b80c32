#include <cstddef>
#include <memory>

#include "modes/builtin.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

class Sequential final : public Mode {
 public:
  explicit Sequential(const Workload& workload) : workload_(workload) {}

  Verdicts run() override {
    Verdicts verdicts;
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      verdicts.add(workload_.run_task(task));
    return verdicts;
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
    .uses_pool = false,
    .make = [](const Workload& workload, std::size_t) -> std::unique_ptr<Mode> {
      return std::make_unique<Sequential>(workload);
    },
};

}  // namespace primebench
