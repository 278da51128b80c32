#include "sys/counters.hpp"

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <type_traits>

namespace primebench {
namespace {

// A measuring process sends them to its parent as bytes.
static_assert(std::is_trivially_copyable_v<CounterValues>);

using Value = std::optional<std::uint64_t>;

struct Event {
  std::uint32_t type;
  std::uint64_t config;
  Value CounterValues::*value;
};

constexpr std::array kEvents = {
    Event{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK, &CounterValues::task_clock_ns},
    Event{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_MIGRATIONS, &CounterValues::migrations},
    Event{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS, &CounterValues::page_faults},
    Event{PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES, &CounterValues::cycles},
    Event{PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS, &CounterValues::instructions},
    Event{PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES, &CounterValues::cache_misses},
};

Fd open_event(const Event& event, bool user_only) noexcept {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = event.type;
  attributes.config = event.config;
  attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  attributes.disabled = 1;
  attributes.inherit = 1;
  attributes.exclude_hv = 1;
  attributes.exclude_kernel = user_only ? 1 : 0;
  // This process, on any CPU, in no group: the kernel lets no group be inherited.
  return Fd(static_cast<int>(
      ::syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC)));
}

/// As read() gives it with the read_format above.
struct Count {
  std::uint64_t value = 0;
  std::uint64_t enabled_ns = 0;
  std::uint64_t running_ns = 0;
};

}  // namespace

Counters Counters::open() noexcept {
  static_assert(kEvents.size() == kCount);
  Counters counters;
  for (std::size_t i = 0; i < kCount; ++i) {
    counters.files_[i] = open_event(kEvents[i], counters.user_only_);
    const bool refused = !counters.files_[i] && (errno == EACCES || errno == EPERM);
    if (i == 0 && refused) {
      counters.user_only_ = true;
      counters.files_[i] = open_event(kEvents[i], true);
      if (!counters.files_[i])
        break;  // Forbidden altogether; each more try would cost a call.
    }
    // Moving to another CPU happens in the kernel: outside of it there is none to count.
    if (counters.user_only_ && kEvents[i].value == &CounterValues::migrations)
      counters.files_[i].reset();
  }
  return counters;
}

void Counters::start() noexcept {
  for (const Fd& file : files_) {
    if (file)
      ::ioctl(file.get(), PERF_EVENT_IOC_ENABLE, 0);
  }
}

CounterValues Counters::stop() noexcept {
  CounterValues values;
  for (const Fd& file : files_) {
    if (file)
      ::ioctl(file.get(), PERF_EVENT_IOC_DISABLE, 0);
  }
  for (std::size_t i = 0; i < kCount; ++i) {
    Count count;
    if (!files_[i] || ::read(files_[i].get(), &count, sizeof count) != sizeof count ||
        count.running_ns == 0)
      continue;
    values.user_only = user_only_;
    Value& value = values.*kEvents[i].value;
    value = count.value;
    if (count.running_ns < count.enabled_ns) {
      values.scaled = true;
      value = static_cast<std::uint64_t>(static_cast<double>(count.value) *
                                         static_cast<double>(count.enabled_ns) /
                                         static_cast<double>(count.running_ns));
    }
  }
  return values;
}

}  // namespace primebench
