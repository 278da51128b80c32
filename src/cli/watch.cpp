#include "cli/watch.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "cli/looks.hpp"
#include "cli/progress.hpp"
#include "cli/stopping.hpp"
#include "core/clock.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

bool wants_progress(const RunOptions& options) {
  switch (options.progress) {
    case When::kAlways:
      return true;
    case When::kNever:
      return false;
    case When::kAuto:
      break;
  }
  const char* const terminal = std::getenv("TERM");
  const bool clears_lines = terminal != nullptr && std::string_view(terminal) != "dumb";
  return options.log_level != log::Level::kError && ::isatty(STDERR_FILENO) == 1 && clears_lines;
}

}  // namespace

Watch::Watch(const RunOptions& options, std::size_t configurations)
    : options_(options),
      configurations_(configurations),
      rounds_(Stopping(options.stop).active()
                  ? 0
                  : options.warmup + options.repeat + (looks_of(options).any() ? 1 : 0)),
      begun_ns_(now_ns()) {}

std::chrono::nanoseconds Watch::elapsed() const {
  return std::chrono::nanoseconds(now_ns() - begun_ns_);
}

Outcome Watch::measure(const Configuration& configuration, const std::string& name,
                       std::size_t round, MeasureOptions how) {
  const SignalGuard guard;  // Outlives the progress line, which must go first.
  Progress progress(wants_progress(options_));
  how.timeout = options_.timeout;
  if (progress.enabled()) {
    how.on_tick = [&](double tasks_done) {
      progress.draw({.measurement = measurements_,
                     .measurements = configurations_ * rounds_,
                     .round = round + 1,
                     .rounds = rounds_,
                     .name = name,
                     .tasks_done = tasks_done,
                     .tasks = configuration.runs,
                     .elapsed = elapsed()});
    };
  }
  return primebench::measure(configuration, how);
}

}  // namespace primebench
