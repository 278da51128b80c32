// The progress line: one line on the terminal, redrawn in place and gone at the end.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/clock.hpp"

namespace primebench {

/// What the line says.
struct ProgressState {
  std::size_t measurement = 0;   ///< Which one is running, from 1.
  std::size_t measurements = 0;  ///< Of how many, all rounds together; 0: unknown.
  std::size_t round = 0;         ///< From 1; warm-up rounds count.
  std::size_t rounds = 0;        ///< 0: unknown.
  std::string name;              ///< Of the configuration.
  double tasks_done = 0;
  std::size_t tasks = 0;
  std::chrono::nanoseconds elapsed{0};  ///< Since the first measurement began.
};

/// The line in at most `columns` columns, without a line end. What matters least
/// is left out first where there is no room: the rest of the time, the round.
std::string progress_text(const ProgressState& state, std::size_t columns);

/// Draws on standard error. Does nothing at all unless `enabled`.
class Progress {
 public:
  explicit Progress(bool enabled) : enabled_(enabled) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  [[nodiscard]] bool enabled() const { return enabled_; }
  /// Draws the line, unless it was drawn less than a tenth of a second ago.
  void draw(const ProgressState& state);
  /// Removes the line; to be called before anything else writes to the terminal.
  void clear() noexcept;

 private:
  bool enabled_;
  bool visible_ = false;
  std::int64_t drawn_ns_ = 0;
};

}  // namespace primebench
