// primebench-mode-tbb: the modes on oneTBB, which exists as a shared library only and would cost
// the static program its cheap forks.

#include <tbb/blocked_range.h>
#include <tbb/combinable.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <execution>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "modes/workers.hpp"
#include "programs/mode_program.hpp"

#ifdef _PSTL_PAR_BACKEND_SERIAL
#error "std::execution::par would run one task after another: the headers of oneTBB are missing"
#endif

namespace primebench {
namespace {

/// What both modes have: `pool` threads, whatever the machine has and the library would choose, and
/// a sum for each. oneTBB starts threads when there is work; they sleep soon after it.
class OnTbb : public Mode {
 public:
  explicit OnTbb(const ProgramBatch& batch, const Workload& workload)
      : workload_(workload),
        parcels_(workload.payload_bytes() == 0 ? 0 : workload.tasks()),
        to_come_(batch.pool),
        limit_(tbb::global_control::max_allowed_parallelism, batch.pool),
        arena_(static_cast<int>(batch.pool)) {}

  BatchResult run() final {
    arena_.execute([this] { run_all(); });
    BatchResult all;
    sums_.combine_each([&](const BatchResult& one) { all.add(one); });
    // Data goes to the thread that asked for it, as in the other modes.
    for (std::size_t task = 0; task < parcels_.size(); ++task)
      all.add(task, workload_.received(parcels_[task]));
    return all;
  }

 protected:
  [[nodiscard]] std::size_t tasks() const { return workload_.tasks(); }
  /// May be called from any thread of the library's.
  void run_one(std::size_t task) {
    const Answer answer = workload_.run_task(task);
    if (parcels_.empty())
      sums_.local().add(task, answer);
    else
      parcels_[task] = answer;
  }

 private:
  /// Calls run_one() for every task.
  virtual void run_all() = 0;

  const Workload& workload_;
  std::vector<Answer> parcels_;  ///< Of tasks that carry data.
  ThreadsToCome to_come_;
  tbb::global_control limit_;
  tbb::task_arena arena_;
  tbb::combinable<BatchResult> sums_;
};

/// A range of one task is what a thread steals or runs: an auto_partitioner would bundle them.
class WorkStealing final : public OnTbb {
 public:
  using OnTbb::OnTbb;

 private:
  void run_all() override {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, tasks(), 1),
        [this](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t task = range.begin(); task != range.end(); ++task)
            run_one(task);
        },
        tbb::simple_partitioner());
  }
};

class StdExecution final : public OnTbb {
 public:
  StdExecution(const ProgramBatch& batch, const Workload& workload)
      : OnTbb(batch, workload), numbers_(batch.tasks) {
    std::iota(numbers_.begin(), numbers_.end(), std::size_t{0});
  }

 private:
  void run_all() override {
    std::for_each(std::execution::par, numbers_.begin(), numbers_.end(),
                  [this](std::size_t task) { run_one(task); });
  }

  std::vector<std::size_t> numbers_;  ///< Of the tasks: the library wants a range of something.
};

/// oneTBB throws in a thread of its own if the system refuses it another, which ends the program.
[[noreturn]] void tell_why() {
  static std::atomic_flag told;
  if (told.test_and_set())  // Another thread does; it ends this one too.
    std::this_thread::sleep_for(std::chrono::seconds(10));
  std::string reason = "a library of the mode ended the process";
  try {
    if (const std::exception_ptr thrown = std::current_exception())
      std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    const bool refused = std::string_view(error.what()).find("pthread_create") != std::string::npos;
    reason = refused ? why_a_library_exits() : error.what();
  } catch (...) {
    reason = "an unknown exception";
  }
  say_error(reason);
  ::_exit(EXIT_FAILURE);
}

template <typename ModeOnTbb>
std::unique_ptr<Mode> make(const ProgramBatch& batch, const Workload& workload) {
  return std::make_unique<ModeOnTbb>(batch, workload);
}

constexpr OwnMode kModes[] = {
    {"work-stealing", "threads", "pool", "oneTBB parallel_for, grain 1", make<WorkStealing>, true},
    {"std-execution", "threads", "pool", "std::for_each, execution::par", make<StdExecution>, true},
};

}  // namespace
}  // namespace primebench

int main(int argc, char** argv) {
  std::set_terminate(primebench::tell_why);
  return primebench::run_mode_program(primebench::kModes, argc, argv);
}
