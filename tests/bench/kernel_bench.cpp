// What one division costs in each kernel beside the plain loop, with Google Benchmark's
// repetitions in random order. Prints rows for run.sh.

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "bench/rows.hpp"
#include "core/clock.hpp"
#include "core/statistics.hpp"
#include "workload/kernel.hpp"
#include "workload/primality.hpp"

namespace primebench::bench {
namespace {

/// Primes, from a task of some microseconds to the largest there is.
constexpr std::uint64_t kNumbers[] = {1'000'003, 1'000'000'007, 834'238'027'356'431,
                                      9'007'199'254'740'881, 18'446'744'073'709'551'557U};

/// As many of the last divisors as are enough to measure.
constexpr std::uint64_t kMostDivisors = 4'000'000;

std::uint64_t divisors_of(std::uint64_t n) { return std::min(integer_sqrt(n) - 1, kMostDivisors); }

std::string row_name(const Kernel& kernel, std::uint64_t n) {
  return fmt::format("{}/{}", kernel.name, n);
}

void divide(benchmark::State& state, const Kernel& kernel, std::uint64_t n) {
  const std::uint64_t last = integer_sqrt(n);
  const std::uint64_t first = last - divisors_of(n) + 1;
  for ([[maybe_unused]] auto once : state) {
    if (kernel.find_divisor(n, first, last) != 0)
      std::abort();
  }
}

/// Keeps the times of the repetitions, in nanoseconds.
class Keeper final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type == Run::RT_Iteration)
        times[run.run_name.function_name].push_back(run.GetAdjustedRealTime());
    }
  }

  std::map<std::string, std::vector<double>> times;
};

/// Billions of cycles in a second: the speed of a chain of additions, one a cycle.
double gigahertz() {
  constexpr int kAdditions = 50'000'000;
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    std::uint64_t x = 0;
    const std::int64_t begin = now_ns();
    for (int i = 0; i < kAdditions; ++i) {
      ++x;
      benchmark::DoNotOptimize(x);  // In a register, and unknown to the compiler.
    }
    best = std::max(best, kAdditions / static_cast<double>(now_ns() - begin));
  }
  return best;
}

void print_rows(Keeper& keeper) {
  const double cycles_per_ns = gigahertz();
  const Kernel& plain = kernels().front();
  for (const std::uint64_t n : kNumbers) {
    const auto per_divisor = [&](const Kernel& kernel) {
      return median(keeper.times.at(row_name(kernel, n))) / static_cast<double>(divisors_of(n));
    };
    const double bare_ns = per_divisor(plain);
    for (const Kernel& kernel : kernels()) {
      if (&kernel == &plain || !kernel.supported())
        continue;
      const double ns = per_divisor(kernel);
      const bool small = n < 1'000'000'000'000;  // The budgets are for tasks worth the name.
      const double bound = n < (std::uint64_t{1} << 53) ? 5.5 : 5.0;
      print_row(fmt::format("divide {} by {}: plain loop", n, kernel.name),
                fmt::format("{:.3f} ns, {:.2f} cycles", ns, ns * cycles_per_ns),
                fmt::format("{:.3f} ns", bare_ns), bare_ns / ns, ns,
                small ? Goal::kNone : Goal::kRatioAtLeast, bound,
                small ? "" : fmt::format("times >= {}", bound));
    }
  }
}

}  // namespace
}  // namespace primebench::bench

int main() {
  using namespace primebench;
  std::string arguments[] = {"kernel_bench", "--benchmark_enable_random_interleaving=true",
                             "--benchmark_repetitions=15", "--benchmark_min_time=0.01"};
  std::vector<char*> argv;
  for (std::string& argument : arguments)
    argv.push_back(argument.data());
  int argc = static_cast<int>(argv.size());
  benchmark::Initialize(&argc, argv.data());
  for (const Kernel& kernel : kernels()) {
    if (!kernel.supported())
      continue;
    for (const std::uint64_t n : bench::kNumbers)
      benchmark::RegisterBenchmark(bench::row_name(kernel, n).c_str(), bench::divide, kernel, n);
  }
  bench::Keeper keeper;
  benchmark::RunSpecifiedBenchmarks(&keeper);
  bench::print_rows(keeper);
}
