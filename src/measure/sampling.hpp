// Which tasks of a batch the log records when not all are asked for.

#pragma once

#include "measure/configuration.hpp"

namespace primebench {

/// The spacing of the recorded tasks, for TaskLog: every task of up to 32, and of more
/// never more than 4096, nor, beyond the first 17 to 32, more than cost 1 % of the
/// shortest time that the batch can take. Without that second bound, a batch of tasks as short as a
/// reading of the clock would show little but the readings.
unsigned sampling_bits(const Configuration& configuration);

}  // namespace primebench
