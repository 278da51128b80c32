// memcpy_bench BYTES TASKS: how fast this machine copies as many bytes as TASKS tasks with a
// payload of BYTES are handed, from places that lie as their inputs do: one after another in 8 MiB.
// Prints the median of nine, in MB/s.

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "core/clock.hpp"
#include "core/statistics.hpp"

namespace {

double copied_mb_per_s(const std::vector<char>& source, std::vector<char>& target,
                       std::size_t tasks) {
  const std::size_t bytes = target.size();
  const std::int64_t begin = primebench::now_ns();
  for (std::size_t task = 0; task < tasks; ++task) {
    std::memcpy(target.data(), source.data() + task * bytes % (source.size() - bytes), bytes);
    asm volatile("" : : "r"(target.data()) : "memory");  // The copy is wanted.
  }
  const auto took = static_cast<double>(primebench::now_ns() - begin);
  return static_cast<double>(bytes * tasks) * 1e3 / took;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3)
    return 2;
  const std::size_t bytes = std::strtoull(argv[1], nullptr, 10);
  const std::size_t tasks = std::strtoull(argv[2], nullptr, 10);
  const std::vector<char> source((std::size_t{8} << 20U) + bytes, 'x');
  std::vector<char> target(bytes, 'y');
  std::vector<double> rates;
  for (int round = 0; round < 9; ++round)
    rates.push_back(copied_mb_per_s(source, target, tasks));
  std::printf("%.0f\n", primebench::median(rates));
}
