// The plan of a measuring run, with what must be found out and said before it begins.

#pragma once

#include <optional>
#include <vector>

#include "cli/options.hpp"
#include "measure/configuration.hpp"
#include "measure/machine.hpp"

namespace primebench {

/// What is to be measured. With --task-time the first call on a machine takes some
/// milliseconds for each time to find a number; later ones remember it. Says what people
/// should know of the plan. Throws UsageError for what makes no sense together, and Error if
/// the trace could not be written or the tasks' data needs more memory than there is.
std::vector<Configuration> make_plan(const RunOptions& options, const Machine& machine);

/// The data of all tasks of the plan; none if no task carries any. Throws std::bad_alloc.
std::optional<PayloadSource> payload_source(const std::vector<Configuration>& plan);

}  // namespace primebench
