#include "measure/sampling.hpp"

#include <algorithm>

#include "workload/workload.hpp"

namespace primebench {
namespace {

/// What a task takes at least, on any machine, and what recording it may cost.
struct Costs {
  double task_ns = 0;
  double record_ns = 0;
};

Costs costs_of(const Configuration& configuration) {
  const double task_ns = shortest_task_ns(configuration.batch());
  constexpr double kRecordNs = 100;  // Two readings of the clock and a cold cache line.
  switch (configuration.mode->per_task()) {
    case PerTask::kNothing:
      return {task_ns + 5, kRecordNs};
    case PerTask::kThread:
      return {task_ns + 10'000, kRecordNs};
    case PerTask::kProcess:
      break;
  }
  // A new process has page faults at the clock and at the log: 10 us where a fork took 200.
  return {task_ns + 60'000, 6'000};
}

}  // namespace

unsigned sampling_bits(const Configuration& configuration) {
  constexpr double kShare = 0.01;
  constexpr double kFewest = 32;
  constexpr double kMost = 4096;
  const Costs costs = costs_of(configuration);
  const double batch_ns = costs.task_ns * static_cast<double>(configuration.runs);
  const double most = std::clamp(batch_ns * kShare / costs.record_ns, kFewest, kMost);
  unsigned bits = 0;
  while (static_cast<double>(TaskLog::record_count(configuration.runs, bits)) > most)
    ++bits;
  return bits;
}

}  // namespace primebench
