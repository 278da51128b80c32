#include "cli/progress.hpp"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "core/quantity.hpp"

namespace primebench {
namespace {

constexpr std::int64_t kShortestPauseNs = 100'000'000;
constexpr std::string_view kClearLine = "\r\x1b[K";

std::size_t terminal_columns() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return 80;
  return size.ws_col;
}

/// A failure to draw is no failure of the measurement.
void write_to_terminal(std::string_view text) noexcept {
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text.data(), text.size());
}

/// The time left if the rest goes on as fast as what is done; empty if too early.
std::string remaining(const ProgressState& state) {
  const double in_this =
      state.tasks_done / static_cast<double>(std::max(state.tasks, std::size_t{1}));
  const double done = static_cast<double>(state.measurement - 1) + in_this;
  if (done < 0.05 || state.measurements == 0)
    return "";
  const double left = static_cast<double>(state.measurements) - done;
  return fmt::format(", {} left",
                     format_duration(static_cast<double>(state.elapsed.count()) * left / done));
}

}  // namespace

std::string progress_text(const ProgressState& state, std::size_t columns) {
  const bool open = state.measurements == 0;
  const std::string count = open ? fmt::format("[{}] ", state.measurement)
                                 : fmt::format("[{}/{}] ", state.measurement, state.measurements);
  const std::string round = open ? fmt::format(" round {}", state.round)
                            : state.rounds > 1
                                ? fmt::format(" round {}/{}", state.round, state.rounds)
                                : "";
  const std::string tasks = fmt::format(" {:.1f}/{} tasks", state.tasks_done, state.tasks);
  const std::string time =
      fmt::format(" {}", format_duration(static_cast<double>(state.elapsed.count())));
  const std::string left = remaining(state);
  const std::array<std::string, 5> forms = {
      count + state.name + round + tasks + time + left, count + state.name + round + tasks + time,
      count + state.name + tasks + time, count + state.name + tasks, count + state.name};
  for (const std::string& form : forms) {
    // A two-byte unit sign makes the text look longer than it is: on the safe side.
    if (form.size() < columns)
      return form;
  }
  return forms.back().substr(0, columns == 0 ? 0 : columns - 1);
}

void Progress::draw(const ProgressState& state) {
  if (!enabled_ || now_ns() - drawn_ns_ < kShortestPauseNs)
    return;
  drawn_ns_ = now_ns();
  visible_ = true;
  write_to_terminal(std::string(kClearLine) + progress_text(state, terminal_columns()));
}

void Progress::clear() noexcept {
  if (visible_)
    write_to_terminal(kClearLine);
  visible_ = false;
}

}  // namespace primebench
