// What a process uses while it has nothing to do.

#pragma once

#include <sys/resource.h>

#include <chrono>
#include <thread>

namespace primebench::bench {

/// Milliseconds of CPU time that this process has used so far.
inline double cpu_ms() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Likewise in the second from now on, in which the caller sleeps.
inline double idle_second_ms() {
  const double before = cpu_ms();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  return cpu_ms() - before;
}

}  // namespace primebench::bench
