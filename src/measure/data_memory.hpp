// What the data of tasks takes in memory, known before anything is started.

#pragma once

#include <cstdint>

#include "measure/configuration.hpp"

namespace primebench {

/// How many bytes the data of a measurement takes at most, all processes together: the inputs,
/// and the outputs that are there at one time; 0 without a payload. UINT64_MAX stands for more.
std::uint64_t data_bytes(const Configuration& configuration);

/// Throws Error that names the limit if that is more than can be had without swapping.
void require_memory_for_data(const Configuration& configuration);

}  // namespace primebench
