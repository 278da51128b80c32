// What the measurements of ways of doing the same work allow to be said: which of them may
// be the fastest, and what else tells those apart. Every such sentence is made here, and
// nothing but the two functions of claims.hpp decides.

#pragma once

#include <string>
#include <vector>

#include "analysis/claims.hpp"
#include "analysis/groups.hpp"

namespace primebench {

/// One of the ways that are compared, and what sentences call it.
struct Contender {
  const Group* group = nullptr;
  std::string name;
};

struct Verdict {
  std::vector<bool> possibly_best;  ///< By contender.
  std::string sentence;             ///< Without a line end; empty for fewer than two.
};

/// Compares the wall times of contenders that did the same work on the same machine, or
/// another metric that each of them knows. Where several may be the fastest, those of them
/// that take the least CPU time or memory are named, if the same rule leaves only one.
Verdict verdict_on(const std::vector<Contender>& contenders, Metric metric = Metric::kWall);

/// Verdict::possibly_best alone, which costs less.
std::vector<bool> possibly_best(const std::vector<Contender>& contenders,
                                Metric metric = Metric::kWall);

/// "thread-pool or threaded", "no difference found among 5", of contenders at one size of
/// task.
std::string lead_in_words(const std::vector<Contender>& contenders,
                          const std::vector<bool>& possibly_best);

/// What the rows know of the metric, as it is.
Samples all_samples(const Group& group, Metric metric);

/// Likewise for the claims: smaller is better.
Samples samples_of(const Group& group, Metric metric);

}  // namespace primebench
