#include "workload/kernel.hpp"

#include <array>

namespace primebench {
namespace {

constexpr auto kKernels = std::to_array<Kernel>({
  {.name = "scalar",
   .needs = "",
   .supported = []() noexcept { return true; },
   .find_divisor = find_divisor_scalar},
#if defined(__x86_64__)
      {.name = "avx2",
       .needs = "AVX2 and FMA",
       .supported =
           []() noexcept {
             return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
           },
       .find_divisor = find_divisor_avx2},
      {.name = "avx512",
       .needs = "AVX-512F and AVX2 with FMA",
       .supported =
           []() noexcept {
             return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx2") != 0 &&
                    __builtin_cpu_supports("fma") != 0;
           },
       .find_divisor = find_divisor_avx512},
#elif defined(__aarch64__)
      {.name = "neon",
       .needs = "",
       .supported = []() noexcept { return true; },
       .timed = false,  // Only ever run by an emulator.
       .find_divisor = find_divisor_neon},
#endif
});

}  // namespace

std::span<const Kernel> kernels() { return kKernels; }

const Kernel& fastest_kernel() {
  const Kernel* fastest = &kKernels.front();
  for (const Kernel& kernel : kKernels) {
    if (kernel.supported() && kernel.timed)
      fastest = &kernel;
  }
  return *fastest;
}

const Kernel* find_kernel(std::string_view name) {
  for (const Kernel& kernel : kKernels) {
    if (kernel.name == name)
      return &kernel;
  }
  return nullptr;
}

std::uint64_t find_divisor_scalar(std::uint64_t n, std::uint64_t first, std::uint64_t last) {
  for (std::uint64_t divisor = first; divisor <= last; ++divisor) {
    if (n % divisor == 0)
      return divisor;
  }
  return 0;
}

}  // namespace primebench
