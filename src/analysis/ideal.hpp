// How fast a batch of tasks could be done, were there no costs but the tasks' own.

#pragma once

#include <optional>
#include <string_view>

#include "modes/mode.hpp"
#include "results/row.hpp"

namespace primebench {

/// The traits of a mode that is built in or is a program of ours; nullptr for others.
const ModeSpec* known_mode(std::string_view name);

/// What decides how long a batch must take at least.
struct Batch {
  double tasks = 1;
  double longest = 1;   ///< How much longer than the mean the longest task divides.
  double waits = 0;     ///< In one task.
  double delay_ns = 0;  ///< Length of each wait.
  double cpus = 1;      ///< That may be used, quota included: 0.5 is half of one.
};

/// What the row says of its batch; none if it does not know its waits or CPUs. The CPUs are
/// the smaller of those that were allowed and of the quota; of several hosts the sum of these, or
/// where they are not known those of the first once for each.
std::optional<Batch> batch_of(const Row& row);

/// Nanoseconds of CPU time that one task divides, from what all tasks one after another
/// took; at least 0.
double dividing_ns(const Batch& batch, double one_after_another_ns);

/// Nanoseconds of one task that divides for so long, waits included.
double task_ns(const Batch& batch, double dividing_ns);

/// The shortest time in which the CPUs can do the work, whatever the mode: with N
/// tasks of c dividing in the mean, l in the longest, and k waits of d on C CPUs,
/// max(l + k d, N c / C + 2 d), where 2 d are the waits before and after all dividing,
/// which overlap with none.
double shortest_ns(const Batch& batch, double dividing_ns);

/// The shortest time in nanoseconds in which the row's mode could do its work. With N
/// tasks of c dividing and k waits of d, w = c + k d, and of the mode's capacity U tasks
/// under way and D dividing at a time:
///
///   max(ceil(N / U) w, N c / D + 2 d)
///
/// whole rounds; and all dividing, with the waits before and after it that overlap with
/// none. 2 d only with waits. Unequal tasks, of which the longest divides l, need no whole
/// rounds: max(l + k d, N w / U, N c / D + 2 d). None for a mode that this version does not know,
/// and for a row that does not know what it depends on.
std::optional<double> ideal_ns(const Row& configuration, double dividing_ns);

/// How many times the mean the longest task takes, by the row's mix; 1 if all are equal; none if
/// this version does not know the mix.
std::optional<double> longest_task(const Row& row);

}  // namespace primebench
