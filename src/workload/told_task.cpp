// The functions of workload.hpp with which a task goes to another process.

#include <fmt/core.h>

#include <array>
#include <atomic>
#include <charconv>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "workload/workload.hpp"

namespace primebench {

std::string Workload::tell(std::size_t task) const {
  return fmt::format("{},{},{},{},{}", division_of(task).number, batch_.io_delay.count(),
                     lock_ == nullptr ? 0 : 1,
                     batch_.payload_bytes == 0 ? 0 : batch_.payload_source->seed(), kernel_name_);
}

void Workload::note_told(std::size_t task, const ToldRun& run) const noexcept {
  log_.note_run(task, run.start_ns, run.end_ns);
  if (!log_.pauses().enabled())
    return;
  for (const TaskPause& wait : run.waits) {
    if (wait.end_ns != 0)
      log_.pauses().note(task, wait.kind, wait.start_ns, wait.end_ns);
  }
}

Answer run_told_task(std::string_view told, FindKernel find, ToldRun& run, const ToldData& data) {
  std::array<std::uint64_t, 4> numbers{};
  const char* const end = told.data() + told.size();
  const char* at = told.data();
  for (std::uint64_t& number : numbers) {
    const auto [next, error] = std::from_chars(at, end, number);
    if (error != std::errc() || next == end || *next != ',')
      throw Error(fmt::format("a task is told as {}", in_quotes(told)));
    at = next + 1;
  }
  const auto [number, io_delay_ns, locks, seed] = numbers;
  const std::string_view name = told.substr(static_cast<std::size_t>(at - told.data()));
  const Kernel* const kernel = find(name);
  if (kernel == nullptr)
    throw Error(fmt::format("there is no kernel {}", in_quotes(name)));
  const TaskBatch batch{
      .number = number, .tasks = 1, .io_delay = std::chrono::nanoseconds(io_delay_ns)};
  WorkerCount workers = 0;
  std::array<TaskPause, 64> pauses{};  // Some may be those of a lock that nobody else wants.
  std::atomic<std::uint64_t> count = 0;
  const TaskLog log = io_delay_ns == 0 ? TaskLog() : TaskLog({}, 0, workers, {pauses, count});
  InterpreterLock lock;
  const Workload workload(batch, *kernel, log, locks != 0 ? &lock : nullptr);
  run.start_ns = now_ns();
  Answer answer = workload.run_task(0);
  if (!data.bytes.empty())
    answer += PayloadSource::exchange(seed, data.task, data.bytes, data.bytes.data());
  run.end_ns = now_ns();
  auto wait = run.waits.begin();
  for (const TaskPause& pause : pauses) {
    if (pause.kind == PauseKind::kWait && pause.end_ns != 0 && wait != run.waits.end())
      *wait++ = pause;
  }
  return answer;
}

}  // namespace primebench
