// Whatever a mode does wrongly with a task, the measurement fails: for every mode of the
// table, sabotaged, with primes and with composites.

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "measure/measurement.hpp"
#include "modes/table.hpp"
#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

std::string failure_of(const Configuration& what) {
  const Outcome outcome = measure(what, {});
  const auto* failure = std::get_if<Failure>(&outcome);
  return failure == nullptr ? "no failure" : failure->reason;
}

Configuration configuration(const ModeSpec& mode, std::uint64_t number, std::size_t tasks) {
  return {.mode = &mode,
          .prime = number,
          .runs = tasks,
          .pool = 3,
          .io_delay = std::chrono::nanoseconds(0),
          .kernel = &fastest_kernel()};
}

constexpr std::size_t kTask = 41;  ///< The one that something happens to.

/// The mode that is sabotaged, and what each task of its answers.
const ModeSpec* victim = nullptr;
Answer right_answer = 0;

/// Runs the victim on another batch than it was given, of `kMore` more tasks or fewer.
template <int kMore>
class OtherNumberOfTasks final : public Mode {
 public:
  OtherNumberOfTasks(const Workload& workload, const ModeOptions& options)
      : workload_({17, workload.tasks() + static_cast<std::size_t>(kMore), workload.io_delay()},
                  fastest_kernel()),
        mode_(victim->make(workload_, options)) {}

  BatchResult run() override { return mode_->run(); }
  void close() override { mode_->close(); }

 private:
  Workload workload_;
  std::unique_ptr<Mode> mode_;
};

/// Lets the victim run, and hands on what it would have returned had it run task
/// kTask - 1 in place of task kTask.
class InPlaceOfAnother final : public Mode {
 public:
  InPlaceOfAnother(const Workload& workload, const ModeOptions& options)
      : mode_(victim->make(workload, options)) {}

  BatchResult run() override {
    BatchResult result = mode_->run();
    --result.tasks;
    result.sum -= right_answer * (2 * kTask + 1);
    result.add(kTask - 1, right_answer);
    return result;
  }
  void close() override { mode_->close(); }

 private:
  std::unique_ptr<Mode> mode_;
};

template <typename Sabotaged>
ModeSpec sabotaged(const ModeSpec& mode) {
  victim = &mode;
  ModeSpec spec = mode;
  spec.make = [](const Workload& workload, const ModeOptions& options) -> std::unique_ptr<Mode> {
    return std::make_unique<Sabotaged>(workload, options);
  };
  return spec;
}

/// As many as the mode can have without taking long.
std::size_t tasks_for(const ModeSpec& mode) {
  return mode.per_task() == PerTask::kNothing ? 9'000 : 100;
}

const SharedArray<std::atomic<std::size_t>> calls(1);

/// A good kernel but for its 50th call, which goes wrong in the way of kWrong: a number of
/// its own choice instead of the smallest divisor.
template <std::uint64_t kWrong>
constexpr Kernel kOnceWrong = {
    .name = "once wrong",
    .needs = "",
    .supported = []() noexcept { return true; },
    .find_divisor = [](std::uint64_t n, std::uint64_t first, std::uint64_t last) -> std::uint64_t {
      return calls[0].fetch_add(1) == 49 ? kWrong : find_divisor_scalar(n, first, last);
    }};

template <typename Check>
void for_every_mode_and_number(Check check) {
  for (const ModeSpec* mode : available_modes()) {
    for (const std::uint64_t number : {17U, 91U}) {
      CAPTURE(mode->name);
      CAPTURE(number);
      check(*mode, number);
    }
  }
}

}  // namespace

TEST_CASE("a lost task and one too many are found out in every mode") {
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    const ModeSpec losing = sabotaged<OtherNumberOfTasks<-1>>(*mode);
    CHECK(failure_of(configuration(losing, 17, 100)) == "99 of 100 tasks have an answer");
    const ModeSpec repeating = sabotaged<OtherNumberOfTasks<1>>(*mode);
    CHECK(failure_of(configuration(repeating, 17, 100)) == "101 of 100 tasks have an answer");
  }
}

TEST_CASE("a task that answers in place of another is found out in every mode") {
  for_every_mode_and_number([](const ModeSpec& mode, std::uint64_t number) {
    right_answer = expected_result({number, 1}).sum;
    const ModeSpec careless = sabotaged<InPlaceOfAnother>(mode);
    CHECK(failure_of(configuration(careless, number, tasks_for(mode)))
              .starts_with("the tasks' answers are wrong: their checksum is "));
  });
}

TEST_CASE("a single wrong answer among many is found out in every mode") {
  for_every_mode_and_number([](const ModeSpec& mode, std::uint64_t number) {
    if (!mode.inherits_memory)  // Its workers would each count for themselves.
      return;
    Configuration what = configuration(mode, number, tasks_for(mode));
    calls[0] = 1'000'000;
    what.kernel = &kOnceWrong<13>;
    CHECK(failure_of(what) == "no failure");
    for (const Kernel* kernel : {&kOnceWrong<13>, &kOnceWrong<0>}) {
      if (kernel == &kOnceWrong<0> && number == 17)
        continue;  // That is the right answer.
      calls[0] = 0;
      what.kernel = kernel;
      CHECK(failure_of(what).starts_with("the tasks' answers are wrong: their checksum is "));
    }
  });
}

/// A loop over tasks with data that gets the output of task 3 wrong.
template <typename Spoil>
class Spoiling final : public Mode {
 public:
  explicit Spoiling(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    BatchResult result;
    std::vector<std::vector<std::byte>> outputs;
    std::vector<Answer> answers;
    for (std::size_t task = 0; task < workload_.tasks(); ++task) {
      outputs.emplace_back(workload_.payload_bytes());
      answers.push_back(
          workload_.run_task(task, workload_.input(task).data(), outputs.back().data()));
    }
    Spoil()(outputs, answers);
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      result.add(task, workload_.received(answers[task], outputs[task]));
    return result;
  }

 private:
  const Workload& workload_;
};

template <typename Spoil>
std::string failure_with_data() {
  ModeSpec spoiling;
  spoiling.name = "spoiling";
  spoiling.make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
    return std::make_unique<Spoiling<Spoil>>(workload);
  };
  const PayloadSource source(6, 1000, 1);
  Configuration what = configuration(spoiling, 17, 6);
  what.payload = 1000;
  what.payload_source = &source;
  return failure_of(what);
}

using Outputs = std::vector<std::vector<std::byte>>;

struct SpoilNothing {
  void operator()(Outputs&, std::vector<Answer>&) const {}
};
struct DropByte {
  void operator()(Outputs& outputs, std::vector<Answer>&) const {
    outputs[3].erase(outputs[3].begin() + 500);
    outputs[3].push_back(std::byte{0});
  }
};
struct LoseOutput {
  void operator()(Outputs& outputs, std::vector<Answer>&) const {
    outputs[3].assign(outputs[3].size(), std::byte{0});
  }
};
struct SwapOutputs {
  void operator()(Outputs& outputs, std::vector<Answer>&) const {
    std::swap(outputs[3], outputs[4]);
  }
};
struct SwapAnswers {
  void operator()(Outputs& outputs, std::vector<Answer>& answers) const {
    std::swap(outputs[3], outputs[4]);
    std::swap(answers[3], answers[4]);
  }
};

TEST_CASE("a byte that is dropped, an output that is lost, and swapped ones are found out") {
  CHECK(failure_with_data<SpoilNothing>() == "no failure");
  const std::string_view wrong = "the tasks' answers are wrong: their checksum is ";
  CHECK(failure_with_data<DropByte>().starts_with(wrong));
  CHECK(failure_with_data<LoseOutput>().starts_with(wrong));
  CHECK(failure_with_data<SwapOutputs>().starts_with(wrong));
  CHECK(failure_with_data<SwapAnswers>().starts_with(wrong));
}

TEST_CASE("a mode that runs one task twice and another never is named by the log") {
  class Careless final : public Mode {
   public:
    explicit Careless(const Workload& workload) : workload_(workload) {}
    BatchResult run() override {
      BatchResult result;
      for (std::size_t task = 0; task < workload_.tasks(); ++task)
        result.add(task, workload_.run_task(task == 3 ? 2 : task));
      return result;
    }

   private:
    const Workload& workload_;
  };
  ModeSpec careless;
  careless.name = "careless";
  careless.make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
    return std::make_unique<Careless>(workload);
  };
  CHECK(failure_of(configuration(careless, 17, 6)) == "task 2 was run 2 times");
}

}  // namespace primebench
