#include "sys/usage.hpp"

#include <sys/resource.h>

namespace primebench {
namespace {

std::uint64_t to_ns(const timeval& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(time.tv_usec) * 1'000;
}

Usage usage_of(__rusage_who whom) noexcept {
  const auto count = [](long value) { return static_cast<std::uint64_t>(value); };
  rusage usage{};
  ::getrusage(whom, &usage);
  return {.user_ns = to_ns(usage.ru_utime),
          .system_ns = to_ns(usage.ru_stime),
          .minor_faults = count(usage.ru_minflt),
          .major_faults = count(usage.ru_majflt),
          .voluntary_switches = count(usage.ru_nvcsw),
          .involuntary_switches = count(usage.ru_nivcsw)};
}

}  // namespace

Usage usage_of_this_process() noexcept { return usage_of(RUSAGE_SELF); }

Usage usage_of_reaped_children() noexcept { return usage_of(RUSAGE_CHILDREN); }

Usage operator+(const Usage& a, const Usage& b) noexcept {
  return {.user_ns = a.user_ns + b.user_ns,
          .system_ns = a.system_ns + b.system_ns,
          .minor_faults = a.minor_faults + b.minor_faults,
          .major_faults = a.major_faults + b.major_faults,
          .voluntary_switches = a.voluntary_switches + b.voluntary_switches,
          .involuntary_switches = a.involuntary_switches + b.involuntary_switches};
}

Usage operator-(const Usage& after, const Usage& before) noexcept {
  return {.user_ns = after.user_ns - before.user_ns,
          .system_ns = after.system_ns - before.system_ns,
          .minor_faults = after.minor_faults - before.minor_faults,
          .major_faults = after.major_faults - before.major_faults,
          .voluntary_switches = after.voluntary_switches - before.voluntary_switches,
          .involuntary_switches = after.involuntary_switches - before.involuntary_switches};
}

}  // namespace primebench
