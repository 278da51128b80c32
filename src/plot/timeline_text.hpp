// A timeline made of characters: a pure function.

#pragma once

#include <string>

#include "plot/text_chart.hpp"
#include "plot/timeline.hpp"

namespace primebench {

/// Lines that each end with a line feed and are never wider than `style.columns`: a row for
/// each lane, or of all workers together how many tasks were under way, as a heap. Characters
/// that could steer a terminal are replaced.
std::string text_timeline(const Timeline& timeline, const TextStyle& style);

}  // namespace primebench
