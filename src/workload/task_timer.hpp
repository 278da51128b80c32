// How long one task takes, found out quickly and in this process.

#pragma once

#include <cstdint>

#include "workload/kernel.hpp"

namespace primebench {

/// Nanoseconds that checking `prime` takes on the calling thread, without waits and
/// without the task log: the median of a few tries, which take some milliseconds in
/// all. A long task is sampled, at evenly spaced divisors, since the time of a division
/// can depend on the size of the divisor. Throws Error if the kernel finds a divisor.
double time_of_task(const Kernel& kernel, std::uint64_t prime);

}  // namespace primebench
