#include "cli/task_times.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>

#include "core/error.hpp"
#include "core/log.hpp"
#include "support/captured_stderr.hpp"
#include "support/temp_dir.hpp"
#include "sys/fd.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

using namespace std::chrono_literals;

/// 60 ns for a task and 0.4 ns for a divisor.
double cost(std::uint64_t prime) { return 60 + 0.4 * static_cast<double>(integer_sqrt(prime) - 1); }

/// Without anything that is remembered from before, or for later.
std::vector<SizedTask> chosen(const std::vector<std::chrono::nanoseconds>& times,
                              std::string_view kernel, const TaskCost& how) {
  TaskMemory none("", "Test CPU", kernel);
  return choose_tasks(times, kernel, how, none);
}

}  // namespace

TEST_CASE("each time is a task, in the order given") {
  const auto tasks = chosen({10us, 1us, 100us}, "avx2", cost);
  REQUIRE(tasks.size() == 3);
  CHECK(tasks[0].wanted == 10us);
  CHECK(tasks[1].wanted == 1us);
  CHECK(tasks[1].prime < tasks[0].prime);
  CHECK(chosen({}, "avx2", cost).empty());
}

TEST_CASE("two times that come out as the same prime are one task") {
  // At 61 and 62 ns nothing but the fixed cost counts, and the smallest prime is nearest.
  const auto coarse = [](std::uint64_t prime) { return prime == 2 ? 60 : 1e9; };
  const auto tasks = chosen({61ns, 62ns}, "avx2", coarse);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].wanted == 61ns);
}

TEST_CASE("a time that no prime comes near is warned of, also if the prime is there already") {
  // Dividing is free up to a prime from which on it takes ten times as long.
  const auto jump = [](std::uint64_t prime) { return prime < 1'000'000 ? 100.0 : 1000.0; };
  const test::CapturedStderr captured;
  CHECK(chosen({100ns}, "avx2", jump).size() == 1);
  CHECK(captured.text().find("no prime was found") == std::string::npos);
  CHECK(chosen({100ns, 300ns}, "avx2", jump).size() <= 2);
  CHECK(captured.text().find("task=300ns: no prime was found whose check takes that long") !=
        std::string::npos);
}

TEST_CASE("a time that no task can take is a usage error that names the limit") {
  CHECK_THROWS_WITH_AS(chosen({10us, 10ns}, "avx2", cost),
                       "--task-time 10ns: with the avx2 kernel a task takes at least 60 ns",
                       UsageError);
  CHECK_THROWS_WITH_AS(chosen({5s}, "avx2", cost),
                       "--task-time 5s: with the avx2 kernel the largest 64-bit prime takes "
                       "1.72 s; use a shorter time or --kernel scalar",
                       UsageError);
  CHECK_THROWS_WITH_AS(chosen({1min}, "avx2", cost),
                       "--task-time 60s: with the avx2 kernel the largest 64-bit prime takes "
                       "1.72 s; use a shorter time",
                       UsageError);
  CHECK_THROWS_WITH_AS(chosen({1min}, "scalar", cost), doctest::Contains("shorter time"),
                       UsageError);
}

TEST_CASE("a machine gives the same number for the same time, however the timing comes out") {
  const test::CapturedStderr quiet;
  const test::TempDir directory;
  const std::string file = directory / "task-times";
  const auto ask = [&](double speed, std::string_view model, std::chrono::nanoseconds time) {
    TaskMemory memory(file, model, "avx2");
    return choose_tasks(
               {time}, "avx2", [&](std::uint64_t prime) { return speed * cost(prime); }, memory)
        .front()
        .prime;
  };
  const std::uint64_t first = ask(1, "one CPU", 10us);
  for (const double speed : {0.9, 1.04, 1.2, 2.0})
    CHECK(ask(speed, "one CPU", 10us) == first);
  CHECK(ask(2, "one CPU", 40us) != first);
  CHECK(ask(2, "another CPU", 10us) != first);
}

TEST_CASE("whoever asks first decides, and what cannot be written is not remembered") {
  const test::TempDir directory;
  const std::string file = directory / "task-times";
  {
    TaskMemory memory(file, "CPU", "avx2");
    memory.note(1ms, 17);
    memory.note(1ms, 19);
    CHECK(memory.number_for(1ms) == 17);
  }
  CHECK(TaskMemory(file, "CPU", "avx2").number_for(1ms) == 17);
  CHECK_FALSE(TaskMemory(file, "CPU", "scalar").number_for(1ms).has_value());
  TaskMemory nowhere(directory / "missing/task-times", "CPU", "avx2");
  CHECK(nowhere.file().empty());
  nowhere.note(1ms, 17);
  CHECK_FALSE(TaskMemory(directory / "missing/task-times", "CPU", "avx2").number_for(1ms));
}

TEST_CASE("of calls that time primes at once none waits, and the first to note one decides") {
  const test::CapturedStderr quiet;
  const test::TempDir directory;
  const std::string file = directory / "task-times";
  TaskMemory slower(file, "CPU", "avx2", 0ms);
  TaskMemory faster(file, "CPU", "avx2", 0ms);
  const auto found = choose_tasks({10us}, "avx2", cost, faster);
  const auto later = choose_tasks(
      {10us}, "avx2", [](std::uint64_t prime) { return 2 * cost(prime); }, slower);
  CHECK(later.front().prime == found.front().prime);
  CHECK(later.front().took_ns == 2 * cost(found.front().prime));
  CHECK_FALSE(slower.file().empty());
}

TEST_CASE("while the file stays locked, tasks are chosen all the same and not remembered") {
  test::CapturedStderr err;
  const test::TempDir directory;
  const std::string file = directory / "task-times";
  test::write_file(file, "CPU avx2: 1000000 17\nCPU avx2: 2000000 1");
  const Fd locked(::open(file.c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(::flock(locked.get(), LOCK_EX) == 0);
  log::set_level(log::Level::kNotice);
  TaskMemory memory(file, "CPU", "avx2", 20ms);
  CHECK(memory.number_for(1ms) == 17);
  CHECK_FALSE(memory.number_for(2ms).has_value());  // That line is torn.
  CHECK(choose_tasks({10us}, "avx2", cost, memory).size() == 1);
  log::set_level(log::Level::kWarning);
  CHECK(err.text().find("the primes cannot be remembered") != std::string::npos);
}

TEST_CASE("a number that has become far too slow is kept, and the remedy is named") {
  const test::TempDir directory;
  const std::string file = directory / "task-times";
  {
    TaskMemory memory(file, "CPU", "avx2");
    memory.note(10us, 614'656'009);
  }
  test::CapturedStderr err;
  TaskMemory memory(file, "CPU", "avx2");
  const auto tasks = choose_tasks(
      {10us}, "avx2", [](std::uint64_t) { return 20'000.0; }, memory);
  CHECK(tasks.front().prime == 614'656'009);
  CHECK(err.text().find("remove " + file) != std::string::npos);
}

}  // namespace primebench
