#include "measure/data_memory.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "core/quantity.hpp"
#include "modes/machines.hpp"
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

std::uint64_t worker_bytes(const Configuration& configuration) {
  constexpr std::uint64_t kThread = 20'000;   // 22 to 35 kB, of which 16 KiB are the kernel's.
  constexpr std::uint64_t kProcess = 90'000;  // 105 to 190 kB.
  constexpr std::uint64_t kRank = 4'000'000;  // Of Open MPI: 4 MiB for messages, and itself.
  constexpr std::uint64_t kCoroutine = 600;   // 800 bytes.
  const ModeSpec& mode = *configuration.mode;
  const bool elsewhere = mode.spans_machines && configuration.machines != nullptr &&
                         !configuration.machines->hosts.empty();
  if (elsewhere)
    return 0;
  std::uint64_t bytes = 0;
  if (mode.workers == Workers::kPool) {
    const std::uint64_t each = mode.spans_machines  ? kRank
                               : mode.shares_memory ? kThread
                                                    : kProcess;
    // A library may start no more than there are tasks.
    bytes += each * (mode.program == nullptr ? configuration.pool
                                             : std::min(configuration.pool, configuration.runs));
  } else if (mode.workers == Workers::kPerTask && mode.shares_memory) {
    bytes += kThread * configuration.runs;  // Processes that have ended are gone by then.
  }
  if (mode.workers != Workers::kPerTask && !mode.wait_holds_worker && mode.program == nullptr)
    bytes += kCoroutine * configuration.runs;
  return bytes;
}

void require_within(const Configuration& configuration, const Limit& limit) {
  const std::uint64_t bytes = data_bytes(configuration);
  const std::uint64_t workers = worker_bytes(configuration);
  if (workers > limit.value)
    throw Error(fmt::format(
        "{} with {} tasks{} takes at least {} of memory, more than the {} that there are ({}); use "
        "{}",
        configuration.mode->name, configuration.runs,
        configuration.pool > 0 ? fmt::format(" and --pool {}", configuration.pool) : "",
        format_bytes(static_cast<double>(workers)), format_bytes(static_cast<double>(limit.value)),
        limit.name, configuration.pool > 0 ? "a smaller --pool or fewer --runs" : "fewer --runs"));
  const std::string_view less =
      configuration.pool > 0 ? ", fewer --runs or a smaller --pool" : " or fewer --runs";
  if (bytes > limit.value)
    throw Error(fmt::format(
        "--payload {} for {} tasks of {} takes up to {} of memory, more than the {} that there are "
        "({}); use a smaller --payload{}",
        bytes_argument(configuration.payload), configuration.runs, configuration.mode->name,
        format_bytes(static_cast<double>(bytes)), format_bytes(static_cast<double>(limit.value)),
        limit.name, less));
  if (workers + bytes > limit.value)
    throw Error(fmt::format(
        "{} with {} tasks{} takes at least {} of memory and --payload {} up to {}, together more "
        "than the {} that there are ({}); use a smaller --payload{}",
        configuration.mode->name, configuration.runs,
        configuration.pool > 0 ? fmt::format(" and --pool {}", configuration.pool) : "",
        format_bytes(static_cast<double>(workers)), bytes_argument(configuration.payload),
        format_bytes(static_cast<double>(bytes)), format_bytes(static_cast<double>(limit.value)),
        limit.name, less));
}

void require_memory(std::span<const Configuration> plan) {
  constexpr std::uint64_t kHardlyAny = 32 << 20;  // Less than any machine has.
  const bool any = std::any_of(plan.begin(), plan.end(), [](const Configuration& one) {
    return data_bytes(one) > 0 || worker_bytes(one) >= kHardlyAny;
  });
  const std::optional<Limit> limit = any ? available_memory() : std::nullopt;
  if (!limit)
    return;
  for (const Configuration& configuration : plan)
    require_within(configuration, *limit);
}

}  // namespace primebench
