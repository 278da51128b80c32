// The sentences and the legend of a timeline.

#pragma once

#include <cstddef>
#include <string>

#include "plot/frame.hpp"
#include "plot/time_bins.hpp"
#include "results/trace_reader.hpp"

namespace primebench {

inline constexpr Rgb kWorkColour = 0x0072b2;
inline constexpr Rgb kLighterWorkColour = 0x56b4e9;  ///< Of every other task.
inline constexpr Rgb kLockColour = 0xd55e00;
inline constexpr Rgb kWaitColour = 0x9a9a9a;

struct TimelineStory {
  std::string title;  ///< Empty: one that says what is shown.
  TraceFacts facts{};
  std::size_t workers = 0;  ///< Those without a task included.
  std::size_t idle = 0;
  std::size_t hosts = 0;  ///< 0: not told.
  double span = 1;        ///< Nanoseconds.
  TimeShares spent{};     ///< Nanoseconds of all tasks.
  bool rows = true;       ///< A row for each worker, not all of them together.
  bool overlap = false;   ///< Some worker has several rows.
};

Heading timeline_heading(const TimelineStory& story);

}  // namespace primebench
