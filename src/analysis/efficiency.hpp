// How much of the machine a batch of tasks made use of: the arithmetic that the
// summary table and the charts share.

#pragma once

#include <vector>

namespace primebench {

/// What decides how long a batch must take at least.
struct Batch {
  double tasks = 1;
  double waits = 0;     ///< In one task.
  double delay_ns = 0;  ///< Length of each wait.
  double cpus = 1;
};

/// Nanoseconds of dividing in one task, from what all tasks one after another took;
/// at least 0.
double dividing_ns(const Batch& batch, double one_after_another_ns);

/// Nanoseconds of one task that divides for so long, waits included.
double task_ns(const Batch& batch, double dividing_ns);

/// The waits before the first and after the last dividing, which overlap with none.
double outer_waits_ns(const Batch& batch);

/// The shortest time in which the CPUs can do the work, whatever the mode: with N
/// tasks of c dividing and k waits of d on C CPUs, max(c + k d, N c / C + 2 d), where
/// 2 d are the outer waits.
double shortest_ns(const Batch& batch, double dividing_ns);

/// The median of shortest / wall. `walls_ns` is not empty.
double median_efficiency(const std::vector<double>& walls_ns, double shortest_ns);

}  // namespace primebench
