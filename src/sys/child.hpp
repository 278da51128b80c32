// Child processes that cannot be forgotten: each is owned by an object that kills
// and reaps it, and each dies with its parent.

#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <csignal>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sys/fd.hpp"

namespace primebench {

/// How a process ended, and what it and all the children that it reaped have used.
struct ProcessExit {
  int status = 0;  ///< As waitpid() gives it.
  rusage usage{};  ///< As wait4() gives it; ru_maxrss is in KiB.

  /// Whether it ended by itself with exit status 0.
  [[nodiscard]] bool clean() const;
  /// For messages: "exited with status 3", "was killed by signal 9 (Killed)".
  [[nodiscard]] std::string describe() const;
};

/// Likewise for a bare wait status.
std::string describe_wait_status(int status);

/// Owns one child process. Move-only. A child that still runs when its owner goes
/// is killed with SIGKILL and reaped.
class ChildProcess {
 public:
  ChildProcess() = default;
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  enum class Group { kInherited, kOwn };

  /// Forks. The child runs `body` and leaves by _exit(0), so that nothing of the
  /// parent's is flushed or destroyed twice; an exception that leaves `body` ends
  /// it with status 1. It gets SIGKILL when the thread that forked it ends.
  ///
  /// Call it only while the process is single-threaded. With Group::kOwn the child
  /// leads a process group of its own, which the terminal's Ctrl-C does not reach.
  /// Throws std::system_error if the system refuses.
  static ChildProcess fork(const std::function<void()>& body, Group group = Group::kInherited);
  /// Likewise, but the result is empty and errno says why if the system refuses.
  static ChildProcess try_fork(const std::function<void()>& body,
                               Group group = Group::kInherited) noexcept;

  /// Runs the program `arguments[0]`, looked up in PATH, without a shell and with
  /// the given descriptors as its standard input, output and error. The child has
  /// a group of its own and default signal handling. Throws std::system_error,
  /// also if the program does not exist or cannot be executed.
  static ChildProcess execute(const std::vector<std::string>& arguments, int input, int output,
                              int error);

  /// Likewise, in the group that is asked for. The program also keeps descriptor `kept`,
  /// under its number; -1: none.
  static ChildProcess execute(const std::vector<std::string>& arguments, int input, int output,
                              int error, Group group, int kept);

  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  explicit operator bool() const noexcept { return pid_ > 0; }

  /// Blocks until the child has ended, and reaps it.
  ProcessExit wait();
  /// Reaps the child if it has ended.
  std::optional<ProcessExit> try_wait();
  /// Takes note that someone else has reaped the child.
  void forget() noexcept { pid_ = -1; }
  /// Sends SIGKILL and reaps; all of its group where the child leads one.
  void kill_and_reap() noexcept;

 private:
  ChildProcess(pid_t pid, Group group) noexcept : pid_(pid), group_(group) {}

  pid_t pid_ = -1;
  Group group_ = Group::kInherited;
};

/// Tells when a child has ended, and leaves it to be reaped. Does without pidfd_open(), which
/// old kernels, sandboxes and emulators do not have. Single-threaded use; the child must
/// outlive it.
class ChildWatch {
 public:
  /// Throws std::system_error if the system has no way to wait with a descriptor.
  explicit ChildWatch(const ChildProcess& child);
  ~ChildWatch();
  ChildWatch(const ChildWatch&) = delete;
  ChildWatch& operator=(const ChildWatch&) = delete;

  /// Readable (as poll() means it) once the child has ended, and perhaps before: ask ended().
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }
  /// Whether it has ended: to be asked after each poll() that finds fd() readable.
  bool ended() noexcept;

 private:
  pid_t pid_;
  Fd fd_;
  bool by_signal_ = false;  ///< fd_ reports SIGCHLD, which is blocked meanwhile.
  sigset_t before_{};
};

/// Makes this process the one that inherits orphaned descendants, so that a killed child's
/// children can be waited for too. Returns whether the system allows it (an emulator or a
/// sandbox may not know of it): without, reap_group() has to rely on the process that
/// inherits them instead.
bool become_subreaper() noexcept;

/// Sends SIGKILL to every process of the group `group`. To be called while the group's
/// leader has not been reaped: after that the number may be someone else's.
void kill_group(pid_t group) noexcept;

/// Waits for all processes of the group that are children (or, after
/// become_subreaper(), orphaned descendants) of this process, and then, a fifth of a second at
/// most, until others of the group are gone, which somebody else has to reap.
void reap_group(pid_t group) noexcept;

/// The children that this process has by now are somebody else's: whoever became this program by
/// exec may have started them, as `server & exec primebench` does. wait_for_children() and
/// end_children() leave them alone.
void spare_children() noexcept;

/// Reaps children of this process, and orphans that come to it, until there is none, for at
/// most `patience_ms`. Returns whether there is none.
bool wait_for_children(int patience_ms) noexcept;

/// Sends SIGKILL to all children of this process, whatever their groups, then to those that
/// they leave to it (see become_subreaper()), and so on, and reaps them. Gives up after a
/// second; returns whether there is none left.
bool end_children() noexcept;

}  // namespace primebench
