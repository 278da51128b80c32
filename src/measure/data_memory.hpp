// What a measurement takes in memory at least, known before anything is started.

#pragma once

#include <cstdint>
#include <span>

#include "measure/configuration.hpp"
#include "sys/limits.hpp"

namespace primebench {

/// How many bytes the data of a measurement takes at most, all processes together: the inputs,
/// and the outputs that are there at one time; 0 without a payload. UINT64_MAX stands for more.
std::uint64_t data_bytes(const Configuration& configuration);

/// How many bytes the workers of a measurement on this machine take at least when all are there,
/// and tasks that are under way all at once: kernel memory included, half of what was measured or
/// more (docs/measuring.md). 0 where that cannot be told.
std::uint64_t worker_bytes(const Configuration& configuration);

/// Throws Error that names the limit if both together are more than it, in bytes.
void require_within(const Configuration& configuration, const Limit& limit);

/// Likewise if they are more than can be had without swapping, in any measurement of the plan.
void require_memory(std::span<const Configuration> plan);

}  // namespace primebench
