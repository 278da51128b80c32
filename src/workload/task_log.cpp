#include "workload/task_log.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <bit>

#include "core/clock.hpp"

namespace primebench {

std::size_t TaskLog::record_count(std::size_t tasks, unsigned spacing_bits) noexcept {
  return tasks == 0 ? 0 : ((tasks - 1) >> spacing_bits) + 1;
}

unsigned TaskLog::sampling_bits(std::size_t tasks) noexcept {
  constexpr std::size_t kMany = 65536;
  const std::size_t most = tasks > kMany ? 1024 : 4096;
  unsigned bits = 0;
  while (record_count(tasks, bits) > most)
    ++bits;
  return bits;
}

void TaskLog::note_begin(TaskRecord& record) noexcept {
  // Asked of the kernel each time: a cached id would be wrong after a fork.
  const auto thread = static_cast<std::int32_t>(::syscall(SYS_gettid));
  record.worker.store(thread, std::memory_order_relaxed);
  record.begun.fetch_add(1, std::memory_order_relaxed);
  record.start_ns.store(now_ns(), std::memory_order_release);
}

void TaskLog::note_end(TaskRecord& record) noexcept {
  record.end_ns.store(now_ns(), std::memory_order_release);
}

}  // namespace primebench
