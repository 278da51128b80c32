#include "workload/task_timer.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/statistics.hpp"
#include "workload/primality.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

constexpr int kTries = 7;
constexpr std::uint64_t kStrips = 16;
constexpr std::uint64_t kStripLength = std::uint64_t{1} << 17U;

double median_time(const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < kTries; ++i) {
    const std::int64_t begin = now_ns();
    work();
    times.push_back(static_cast<double>(now_ns() - begin));
  }
  return median(std::move(times));
}

[[noreturn]] void wrong(const Kernel& kernel, std::uint64_t prime) {
  throw Error(fmt::format("the {} kernel finds the prime {} composite", kernel.name, prime));
}

/// The same task over and over, as often as makes a try much longer than the clock's grain.
double time_of_short_task(const Kernel& kernel, std::uint64_t prime) {
  constexpr double kTryNs = 200'000;
  constexpr int kMostTimes = 100'000;
  const Workload workload({prime, 1, std::chrono::nanoseconds(0)}, kernel);
  int times = 1;
  bool all_prime = true;
  const auto run = [&] {
    for (int i = 0; i < times; ++i)
      all_prime = workload.run_task(0) == prime && all_prime;
  };
  const double once_ns = std::max(median_time(run), 1.0);
  times = static_cast<int>(std::clamp(kTryNs / once_ns, 1.0, double{kMostTimes}));
  const double tried_ns = times == 1 ? once_ns : median_time(run) / times;
  if (!all_prime)
    wrong(kernel, prime);
  return tried_ns;
}

double time_of_long_task(const Kernel& kernel, std::uint64_t prime, std::uint64_t last) {
  const std::uint64_t spacing = (last - 1 - kStripLength) / (kStrips - 1);
  bool divided = false;
  const double strips_ns = median_time([&] {
    for (std::uint64_t strip = 0; strip < kStrips; ++strip) {
      const std::uint64_t first = 2 + strip * spacing;
      divided = kernel.find_divisor(prime, first, first + kStripLength - 1) != 0 || divided;
    }
  });
  if (divided)
    wrong(kernel, prime);
  return strips_ns * static_cast<double>(last - 1) / static_cast<double>(kStrips * kStripLength);
}

}  // namespace

double time_of_task(const Kernel& kernel, std::uint64_t prime) {
  const std::uint64_t last = integer_sqrt(prime);
  return last <= 2 * kStrips * kStripLength ? time_of_short_task(kernel, prime)
                                            : time_of_long_task(kernel, prime, last);
}

}  // namespace primebench
