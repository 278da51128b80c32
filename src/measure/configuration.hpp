// What is measured: one mode with all its parameters.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "modes/mode.hpp"
#include "workload/kernel.hpp"

namespace primebench {

struct Configuration {
  const ModeSpec* mode = nullptr;
  std::uint64_t prime = 0;  ///< The number that every task checks.
  std::size_t runs = 0;     ///< Tasks in one measurement.
  std::size_t pool = 0;     ///< Workers, where the mode uses a pool; else 0.
  std::chrono::nanoseconds io_delay{0};
  const Kernel* kernel = nullptr;

  bool operator==(const Configuration&) const = default;
};

}  // namespace primebench
