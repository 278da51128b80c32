#include "programs/mpi/processor.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstring>

#include "measure/machine.hpp"
#include "sys/cpus.hpp"

namespace primebench::mpi {
namespace {

constexpr std::size_t kBits = 64;

void copy_text(std::span<char> to, std::string_view text) {
  std::memcpy(to.data(), text.data(), std::min(text.size(), to.size() - 1));
}

}  // namespace

Processor this_processor() {
  const Machine machine = this_machine();
  Processor own;
  copy_text(own.model, machine.cpu_model);
  for (const std::size_t cpu : allowed_cpus()) {
    if (cpu < own.cpus.size() * kBits)
      own.cpus[cpu / kBits] |= std::uint64_t{1} << cpu % kBits;
  }
  own.quota_milli = machine.cpu_quota_milli.value_or(0);
  return own;
}

ToldHost told_host(std::string_view name, std::span<const Processor> ranks, std::uint64_t workers) {
  ToldHost told;
  copy_text(told.name, name);
  copy_text(told.cpu_model, ranks.front().model.data());
  told.workers = workers;
  for (std::size_t i = 0; i < ranks.front().cpus.size(); ++i) {
    std::uint64_t together = 0;
    for (const Processor& rank : ranks)
      together |= rank.cpus[i];
    told.cpu_milli += 1000 * std::bitset<kBits>(together).count();
  }
  // All ranks of a host are in one group; a launcher's own would differ, and the largest counts.
  std::uint64_t quota = 0;
  for (const Processor& rank : ranks)
    quota = std::max(quota, rank.quota_milli);
  if (quota != 0)
    told.cpu_milli = std::min(told.cpu_milli, quota);
  return told;
}

}  // namespace primebench::mpi
