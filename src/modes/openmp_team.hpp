// What the OpenMP modes share: a team of threads that begins and ends with the mode, and a
// runtime that takes nothing from the environment.

#pragma once

#include <cstddef>
#include <optional>

#include "modes/mode.hpp"

namespace primebench {

/// What keeps the OpenMP modes from running: a build without a runtime that can be linked
/// statically; nullopt if this is none.
std::optional<Obstacle> openmp_obstacle();

#ifdef _OPENMP

/// Starts the team that the calling thread's parallel regions use: `threads` with the caller.
/// It is kept between them, as libgomp keeps it, and ended and joined with this object.
/// Where the system refuses a thread libgomp ends the process; see WorkersToCome.
///
/// libgomp's settings are its defaults, whatever OMP_ and GOMP_ variables say: they are taken
/// out of the environment before libgomp reads it. So a thread with nothing to do spins for
/// 300 000 turns before it sleeps, or for 1000 if there are more threads than CPUs.
class OpenMpTeam {
 public:
  explicit OpenMpTeam(std::size_t threads);
  ~OpenMpTeam() { end(); }
  OpenMpTeam(const OpenMpTeam&) = delete;
  OpenMpTeam& operator=(const OpenMpTeam&) = delete;

  [[nodiscard]] int threads() const noexcept { return threads_; }
  /// Joins the threads; once is enough. After that a child may be forked again.
  void end() noexcept;

 private:
  int threads_;
};

#endif

}  // namespace primebench
