#include "modes/worker_processes.hpp"

#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <string_view>

#include "core/error.hpp"
#include "modes/workers.hpp"

namespace primebench {

WorkerProcesses::WorkerProcesses(std::size_t count, const std::function<void(std::size_t)>& body)
    : failures_(count) {
  workers_.reserve(count);
  for (std::size_t index = 0; index < count; ++index) {
    ChildProcess worker = ChildProcess::try_fork([&] { run_body(index, body); });
    if (!worker) {
      const int reason = errno;
      kill_all();
      throw_refused(WorkerKind::kProcess, index, count, reason);
    }
    running_.emplace(worker.pid(), index);
    workers_.push_back(std::move(worker));
  }
}

void WorkerProcesses::run_body(std::size_t index,
                               const std::function<void(std::size_t)>& body) noexcept {
  try {
    body(index);
    return;
  } catch (const std::exception& error) {  // A process boundary: only text can cross it.
    const std::string_view text = error.what();
    Failure& failure = failures_[index];
    std::memcpy(failure.text, text.data(), std::min(text.size(), sizeof failure.text - 1));
  }
  ::_exit(1);
}

void WorkerProcesses::require_all_running() {
  int status = 0;
  const pid_t pid = ::waitpid(-1, &status, WNOHANG);
  if (pid > 0)
    note_end(pid, status, false);
}

void WorkerProcesses::join() {
  while (!running_.empty()) {
    int status = 0;
    const pid_t pid = ::waitpid(-1, &status, 0);
    if (pid > 0)
      note_end(pid, status, true);
    else if (errno != EINTR)
      throw_errno("cannot wait for the workers");
  }
}

void WorkerProcesses::note_end(pid_t pid, int status, bool ending_is_right) {
  const auto found = running_.find(pid);
  if (found == running_.end())
    return;
  const std::size_t index = found->second;
  running_.erase(found);
  workers_[index].forget();
  const bool clean = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (clean && ending_is_right)
    return;
  const std::string_view text = failures_[index].text;
  throw Error(fmt::format("worker {} of {} (process {}) {}{}{}", index + 1, workers_.size(), pid,
                          describe_wait_status(status), clean ? " before its work was done" : "",
                          text.empty() ? "" : fmt::format(": {}", text)));
}

void WorkerProcesses::kill_all() noexcept {
  // All signals first: the workers then die side by side.
  for (const ChildProcess& worker : workers_) {
    if (worker)
      ::kill(worker.pid(), SIGKILL);
  }
  workers_.clear();
  running_.clear();
}

}  // namespace primebench
