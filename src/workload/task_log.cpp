#include "workload/task_log.hpp"

#include <pthread.h>

#include "core/clock.hpp"
#include "core/error.hpp"

namespace primebench {
namespace {

constexpr std::int64_t kLayout = 1;
static_assert(sizeof(TaskRecord) == 32);

}  // namespace

void write_log_header(TaskRecord& record, const LogHeader& header) noexcept {
  record.start_ns = kLayout;
  record.end_ns = static_cast<std::int64_t>(header.records);
  record.steps = header.spacing_bits;
}

LogHeader read_log_header(const TaskRecord& record) {
  if (record.start_ns != kLayout)
    throw Error("the task log is that of another version of primebench");
  return {.records = static_cast<std::uint64_t>(record.end_ns.load()),
          .spacing_bits = record.steps};
}

TaskLog::TaskLog(std::span<TaskRecord> records, unsigned spacing_bits, WorkerCount& workers,
                 PauseLog pauses)
    : records_(records),
      mask_((std::size_t{1} << spacing_bits) - 1),
      spacing_bits_(spacing_bits),
      workers_(&workers),
      pauses_(pauses) {
  // A forked process is another worker than the thread that forked it.
  [[maybe_unused]] static const int watched =
      ::pthread_atfork(nullptr, nullptr, [] { current_worker = {}; });
  static std::atomic<std::uint64_t> last_id = 0;
  id_ = ++last_id;
}

std::size_t TaskLog::record_count(std::size_t tasks, unsigned spacing_bits) noexcept {
  return tasks == 0 ? 0 : ((tasks - 1) >> spacing_bits) + 1;
}

void TaskLog::enrol() const noexcept {
  current_worker = {.log = id_, .number = 0};
  if (workers_ != nullptr)
    current_worker.number = workers_->fetch_add(1, std::memory_order_relaxed);
}

void TaskLog::note_run(std::size_t task, std::int64_t start_ns,
                       std::int64_t end_ns) const noexcept {
  if (workers_ == nullptr)
    return;
  const std::uint32_t worker = workers_->fetch_add(1, std::memory_order_relaxed);
  if (!records(task))
    return;
  TaskRecord& record = records_[task >> spacing_bits_];
  record.worker.store(worker, std::memory_order_relaxed);
  record.begun.fetch_add(1, std::memory_order_relaxed);
  record.start_ns.store(start_ns, std::memory_order_release);
  record.end_ns.store(end_ns, std::memory_order_release);
}

void TaskLog::note_begin(TaskRecord& record) noexcept {
  record.worker.store(current_worker.number, std::memory_order_relaxed);
  record.begun.fetch_add(1, std::memory_order_relaxed);
  record.start_ns.store(now_ns(), std::memory_order_release);
}

void TaskLog::note_end(TaskRecord& record) noexcept {
  record.end_ns.store(now_ns(), std::memory_order_release);
}

}  // namespace primebench
