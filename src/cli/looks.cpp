#include "cli/looks.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "core/log.hpp"

namespace primebench {

Looks looks_of(const RunOptions& options) {
  const bool enough = options.repeat >= kFewestForLooks;
  return {.memory = options.memory == When::kAlways || (options.memory == When::kAuto && enough),
          .counters = options.counters == When::kAuto && enough};
}

namespace {

/// One measurement without a row; none, with a warning, if it failed.
std::optional<Measurement> measured(const Configuration& configuration, const std::string& name,
                                    const MeasureOptions& how, std::string_view what,
                                    Watch& watch) {
  Outcome outcome = watch.measure(configuration, name, 0, how);
  if (auto* const measurement = std::get_if<Measurement>(&outcome))
    return std::move(*measurement);
  log::warning("{}: {}; {} not known", name, std::get<Failure>(outcome).reason, what);
  return std::nullopt;
}

Number memory_of(const Configuration& configuration, const std::string& name, Watch& watch) {
  constexpr int kTries = 3;
  MeasureOptions how;
  how.total_memory = true;
  for (int i = 0; i < kTries; ++i) {
    const auto measurement = measured(configuration, name, how, "its total memory is", watch);
    if (!measurement || measurement->total_bytes)
      return measurement ? measurement->total_bytes : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Found look_at(const Configuration& configuration, const std::string& name, const Looks& looks,
              Watch& watch) {
  Found found;
  watch.next();
  if (looks.memory)
    found.total_bytes = memory_of(configuration, name, watch);
  if (!looks.counters)
    return found;
  MeasureOptions how;
  how.counters = true;
  if (const auto measurement = measured(configuration, name, how, "its counters are", watch))
    found.counters = measurement->counters;
  return found;
}

std::vector<std::string> notices_of(std::span<const CounterValues> counters) {
  std::vector<std::string> notices;
  const auto any = [&](bool CounterValues::*member) {
    return std::any_of(counters.begin(), counters.end(),
                       [&](const CounterValues& one) { return one.*member; });
  };
  if (any(&CounterValues::scaled))
    notices.emplace_back(
        "counters shared the processor's registers and are scaled to the whole time");
  if (any(&CounterValues::user_only))
    notices.emplace_back(
        "counters leave out the kernel's part: kernel.perf_event_paranoid forbids it");
  return notices;
}

}  // namespace primebench
