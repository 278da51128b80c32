// A program that runs beside the test, and a look at its descendants.

#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace primebench::test {

/// The processes below `pid`, children before grandchildren; zombies are left out.
std::vector<pid_t> descendants(pid_t pid);
/// The direct children of `pid`, oldest first.
std::vector<pid_t> children(pid_t pid);
/// What /proc has in the file `name` of the process; "" if it ends meanwhile.
std::string told_of(pid_t pid, const std::string& name);
/// Whether the process exists and is no zombie.
bool is_alive(pid_t pid);

/// Waits until `condition` holds, at most `milliseconds`. Returns whether it does.
bool wait_until(const std::function<bool()>& condition, int milliseconds);

/// Owns a running program. Killed, with its descendants, if it still runs at the end.
class Process {
 public:
  /// Starts `arguments` in `directory`, in a process group of its own as a shell
  /// would; output goes to the files "out" and "err" there.
  Process(const std::vector<std::string>& arguments, const std::filesystem::path& directory);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  void signal(int number) const;
  /// Waits for its end; as CommandResult::status. -1 if it takes longer than that.
  int wait(int milliseconds);

 private:
  pid_t pid_ = -1;
  bool ended_ = false;
};

}  // namespace primebench::test
