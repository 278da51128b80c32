// Starting many workers: what the system allows, and what is said when it refuses.

#pragma once

#include <cstddef>
#include <string>

#include "modes/mode.hpp"
#include "sys/limits.hpp"

namespace primebench {

/// Throws Error if the mode would start a worker for each of `tasks` tasks and the
/// system does not allow that many at all. The text names the limit and the way out.
/// For use before the clock starts: it reads files.
void require_allowed(PerTask per_task, std::size_t tasks);

/// While it lives, a library starts `wanted` threads, of which the calling one is the first, and
/// ends the process with exit() if the system refuses one. One at a time.
class ThreadsToCome {
 public:
  explicit ThreadsToCome(std::size_t wanted) noexcept;
  ~ThreadsToCome();
  ThreadsToCome(const ThreadsToCome&) = delete;
  ThreadsToCome& operator=(const ThreadsToCome&) = delete;
};

/// For whoever is called at the process's exit(), which no mode calls itself: why a library
/// did. Of threads to come, what throw_refused() says, if there is a /proc. Throws nothing but
/// std::bad_alloc.
std::string why_a_library_exits();

/// Throws Error: only `started` of `wanted` workers could be started, because of
/// `error_number`.
[[noreturn]] void throw_refused(WorkerKind kind, std::size_t started, std::size_t wanted,
                                int error_number);

}  // namespace primebench
