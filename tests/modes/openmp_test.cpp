// What the OpenMP modes promise beyond the contract of all modes.

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>

#include "modes/table.hpp"
#include "support/not_run.hpp"
#include "sys/child.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

bool openmp_is_here() {
  const auto obstacle = find_mode("openmp")->unavailable();
  if (obstacle)
    test::not_run(describe(*obstacle));
  return !obstacle;
}

BatchResult run_batch(const ModeSpec& mode, const Workload& workload, std::size_t pool) {
  const std::unique_ptr<Mode> instance = mode.make(workload, {.pool = pool});
  const BatchResult result = instance->run();
  instance->close();
  return result;
}

}  // namespace

TEST_CASE("after an OpenMP batch a forked child can run one of its own") {
  if (!openmp_is_here())
    return;
  const TaskBatch batch{.number = 1'000'003, .tasks = 20};
  const Workload workload(batch, fastest_kernel());
  for (const char* name : {"openmp", "openmp-tasks"}) {
    CAPTURE(name);
    const ModeSpec& mode = *find_mode(name);
    CHECK(run_batch(mode, workload, 3) == expected_result(batch));
    ChildProcess child = ChildProcess::fork([&] {
      if (run_batch(mode, workload, 3) != expected_result(batch))
        throw std::runtime_error("wrong answers");
    });
    CHECK(child.wait().clean());
  }
}

}  // namespace primebench
