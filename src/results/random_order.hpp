// Which rows are about an order that --seed has chosen.

#pragma once

#include "results/row.hpp"

namespace primebench {

/// Whether another seed would have put the row's tasks, which are of unequal sizes, in another
/// order: then the seed is a part of the work. Of all other rows it only decides in which order
/// configurations were measured.
inline bool depends_on_seed(const Row& row) { return row.order == "random"; }

}  // namespace primebench
