// Why a configuration of one side of a comparison is not compared.

#pragma once

#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/merged_side.hpp"

namespace primebench {

/// Of a configuration of `side` that has no counterpart: what it differs in from the nearest of
/// `others`, which have none either. Without a name.
NotCompared without_counterpart(const Row& one, Side side,
                                const std::vector<const Merged*>& others);

/// Why there is no ratio of these two, or "": a side is a mixture of what calls ask for, or has a
/// wall time of 0.
std::string obstacle(const Merged& before, const Merged& after);

}  // namespace primebench
