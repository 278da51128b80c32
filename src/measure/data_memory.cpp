#include "measure/data_memory.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "core/error.hpp"
#include "core/quantity.hpp"
#include "sys/limits.hpp"

namespace primebench {

std::uint64_t data_bytes(const Configuration& configuration) {
  const std::uint64_t payload = configuration.payload;
  if (payload == 0)
    return 0;
  const ModeSpec& mode = *configuration.mode;
  // A loop has one task's output at a time. Where tasks run side by side, outputs wait until the
  // one who asked for them has time; each worker is at one more; and the slots or the chunks in
  // which inputs travel are as many as workers, four times.
  std::uint64_t copies = 2;
  if (mode.workers == Workers::kPerTask)
    copies += 2 * configuration.runs;
  if (mode.workers == Workers::kPool)
    copies += configuration.runs * (mode.shares_memory ? 1 : 2) + 5 * configuration.pool;
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  return copies > kMost / payload ? kMost : copies * payload;
}

void require_memory_for_data(const Configuration& configuration) {
  const std::uint64_t bytes = data_bytes(configuration);
  if (bytes == 0)
    return;
  const auto limit = available_memory();
  if (limit && bytes > limit->value)
    throw Error(fmt::format(
        "--payload {} for {} tasks of {} takes up to {} of memory, more than the {} that there are "
        "({}); use a smaller --payload, fewer --runs or a smaller --pool",
        bytes_argument(configuration.payload), configuration.runs, configuration.mode->name,
        format_bytes(static_cast<double>(bytes)), format_bytes(static_cast<double>(limit->value)),
        limit->name));
}

}  // namespace primebench
