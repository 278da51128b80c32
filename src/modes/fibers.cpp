#include <memory>
#include <optional>

#include "modes/builtin.hpp"

#ifdef PRIMEBENCH_FIBERS
#include <boost/context/stack_context.hpp>
#include <boost/context/stack_traits.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/future.hpp>
#include <boost/fiber/operations.hpp>
#include <cstddef>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "modes/fiber_crew.hpp"
#include "modes/worker_threads.hpp"
#include "workload/workload.hpp"
#endif

namespace primebench {
namespace {

#ifdef PRIMEBENCH_FIBERS

/// The stacks of a batch, which are used again and again and given back with this. In pieces so
/// large that each is a mapping: memory that nobody touches is not used. Any thread may call.
class Stacks {
 public:
  static constexpr std::size_t kBytes = std::size_t{32} * 1024;

  char* take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) {
      pieces_.push_back(std::make_unique_for_overwrite<char[]>(kPerPiece * kBytes));
      free_.reserve(pieces_.size() * kPerPiece);  // Giving back cannot fail.
      for (std::size_t i = kPerPiece; i > 0; --i)
        free_.push_back(pieces_.back().get() + (i - 1) * kBytes);
    }
    char* const stack = free_.back();
    free_.pop_back();
    return stack;
  }
  void give_back(char* stack) noexcept {
    const std::lock_guard lock(mutex_);
    free_.push_back(stack);
  }

 private:
  static constexpr std::size_t kPerPiece = 64;
  std::mutex mutex_;
  std::vector<std::unique_ptr<char[]>> pieces_;
  std::vector<char*> free_;
};

/// As Boost wants to be given stacks.
struct StackOfBatch {
  using traits_type = boost::context::stack_traits;
  Stacks* stacks;

  boost::context::stack_context allocate() const {
    boost::context::stack_context stack;
    stack.size = Stacks::kBytes;
    stack.sp = stacks->take() + stack.size;
    return stack;
  }
  void deallocate(boost::context::stack_context& stack) const noexcept {
    stacks->give_back(static_cast<char*>(stack.sp) - stack.size);
  }
};

Answer run_with_waits(const Workload& workload, std::size_t task) {
  TaskSteps steps(workload, task);
  while (steps.advance())
    boost::this_fiber::sleep_for(workload.io_delay());
  return steps.answer();
}

class Fibers final : public Mode {
 public:
  Fibers(const Workload& workload, std::size_t threads)
      : workload_(workload),
        crew_(threads),
        threads_(start_threads(
            threads, [this](std::size_t member) { return [this, member] { serve(member); }; },
            [this] { stop(); })) {}
  ~Fibers() override { stop(); }
  Fibers(const Fibers&) = delete;
  Fibers& operator=(const Fibers&) = delete;

  BatchResult run() override {
    began_ = true;
    go_.set_value(true);
    return result_.get_future().get();
  }

  void close() override {
    stop();
    threads_.clear();  // Joins.
  }

 private:
  /// What thread `member` does all its life. While its first fiber waits, others run.
  void serve(std::size_t member) {
    boost::fibers::use_scheduling_algorithm<FromCrew>(crew_, member);
    if (member == 0 && going_.get())
      boost::fibers::fiber(boost::fibers::launch::dispatch, [this] { run_batch(); }).join();
    stopped_.wait();
  }

  /// In a fiber, so that it can be stolen itself: a new fiber runs at once in its place, and
  /// the making of the next goes on in another thread. So a task without waits ends before
  /// many others have a stack.
  void run_batch() {
    try {
      std::vector<boost::fibers::future<Answer>> answers;
      answers.reserve(workload_.tasks());
      const bool waits = workload_.io_delay().count() != 0;
      for (std::size_t task = 0; task < workload_.tasks(); ++task)
        answers.push_back(boost::fibers::async(
            boost::fibers::launch::dispatch, std::allocator_arg, StackOfBatch{&stacks_},
            [&workload = workload_, task, waits] {
              return waits ? run_with_waits(workload, task) : workload.run_task(task);
            }));
      for (const auto& answer : answers)
        answer.wait();
      BatchResult result;
      for (std::size_t task = 0; task < answers.size(); ++task)
        result.add(task, workload_.received(answers[task].get()));
      result_.set_value(result);
    } catch (...) {  // Into the thread that waits in run().
      result_.set_exception(std::current_exception());
    }
  }

  void stop() {
    if (!stopping_) {
      stopping_ = true;
      stop_.set_value();
      if (!began_)
        go_.set_value(false);
    }
  }

  const Workload& workload_;
  FiberCrew crew_;
  Stacks stacks_;
  std::promise<BatchResult> result_;
  boost::fibers::promise<bool> go_;  ///< Whether there is a batch to run.
  boost::fibers::future<bool> going_ = go_.get_future();
  boost::fibers::promise<void> stop_;
  boost::fibers::shared_future<void> stopped_ = stop_.get_future().share();
  bool began_ = false;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;  ///< Last: they use the rest.
};

std::unique_ptr<Mode> make_fibers(const Workload& workload, const ModeOptions& options) {
  return std::make_unique<Fibers>(workload, options.pool);
}

std::optional<Obstacle> fibers_obstacle() { return std::nullopt; }

#else

constexpr std::unique_ptr<Mode> (*make_fibers)(const Workload&, const ModeOptions&) = nullptr;

std::optional<Obstacle> fibers_obstacle() {
  return Obstacle{.reason = PRIMEBENCH_NO_FIBERS, .package = PRIMEBENCH_FIBERS_PACKAGE};
}

#endif

}  // namespace

constinit const ModeSpec fibers = {
    .name = "fibers",
    .alias = "",
    .summary = "a fiber per task, --pool threads",
    .needs = "Boost",
    .family = Family::kEventLoop,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .wait_holds_worker = false,
    .wait_ends_anywhere = false,
    .obstacle = fibers_obstacle,
    .make = make_fibers,
};

}  // namespace primebench
