// Draws a script with gnuplot, and puts the picture in its place only if it is whole.

#pragma once

#include <chrono>
#include <string>

#include "plot/gnuplot_script.hpp"

namespace primebench {

struct RenderLimits {
  std::chrono::milliseconds time{20'000};  ///< How long gnuplot may take.
};

/// Runs gnuplot (from PATH, without a shell and without its start-up files) and
/// replaces the file `path` by the picture in one step. On any failure the old file
/// is untouched, nothing else is left in its directory and no process behind, and
/// Error or std::system_error says why, with gnuplot's own words. A signal that ends
/// the program (see SignalGuard) does the same before it does.
///
/// A symbolic link is followed; anything but a regular file or a name that is still
/// free is refused.
void render(const GnuplotScript& script, PictureFormat format, const std::string& path,
            const RenderLimits& limits = {});

/// Whether `start` (the first bytes) and `tail` (the last ones) are those of a whole
/// picture of that format.
bool looks_whole(PictureFormat format, std::string_view start, std::string_view tail);

}  // namespace primebench
