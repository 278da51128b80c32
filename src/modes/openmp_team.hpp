// What the OpenMP modes share: a team of threads that begins and ends with the mode, and a
// runtime that takes nothing from the environment.

#pragma once

#include <cstddef>
#include <optional>

#include "modes/mode.hpp"
#include "modes/workers.hpp"

namespace primebench {

/// What keeps the OpenMP modes from running: a build without a runtime that can be linked
/// statically; nullopt if this is none.
std::optional<Obstacle> openmp_obstacle();

/// Puts the OMP_ and GOMP_ variables that were hidden from libgomp back into the environment, for
/// programs that are started. To be called by main(), when libgomp has read the environment.
void give_openmp_settings_back() noexcept;

#ifdef _OPENMP

/// The team of the calling thread's parallel regions: `threads` with the caller. libgomp starts
/// the others with the first region and keeps them; with this object they are ended and joined.
/// Where the system refuses one, libgomp ends the process; see ThreadsToCome.
///
/// Not warmed up by an empty region, as its users do not: on a busy machine the spinning at its
/// end took 15 ms.
///
/// libgomp's settings are its defaults, whatever OMP_ and GOMP_ variables say: they are out
/// of the environment while libgomp reads it. So a thread with nothing to do spins for
/// 300 000 turns before it sleeps, or for 1000 if there are more threads than CPUs.
class OpenMpTeam {
 public:
  explicit OpenMpTeam(std::size_t threads) noexcept
      : threads_(static_cast<int>(threads)), to_come_(threads) {}
  ~OpenMpTeam() { end(); }
  OpenMpTeam(const OpenMpTeam&) = delete;
  OpenMpTeam& operator=(const OpenMpTeam&) = delete;

  [[nodiscard]] int threads() const noexcept { return threads_; }
  /// Joins the threads; once is enough. After that a child may be forked again.
  void end() noexcept;

 private:
  int threads_;
  ThreadsToCome to_come_;
};

#endif

}  // namespace primebench
