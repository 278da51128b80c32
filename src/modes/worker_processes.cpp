#include "modes/worker_processes.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <exception>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/error.hpp"
#include "modes/workers.hpp"
#include "sys/child.hpp"

namespace primebench {
namespace {

/// How a worker's process ends when its body has returned. Unlike 0 and 1, a status with
/// which no process ends by accident.
constexpr int kReturned = 100;

static_assert(sizeof(ReturnedRun) <= PIPE_BUF, "else two of them could be written into each other");

/// What a worker writes that an exception ends.
struct Failure {
  std::size_t worker;
  char text[504];  ///< Ends with a zero.
};
static_assert(sizeof(Failure) <= PIPE_BUF, "else two of them could be written into each other");

}  // namespace

template <typename What>
void end_as_worker(std::size_t worker, const WorkerPipes& pipes,
                   const std::function<What()>& body) noexcept {
  try {
    const What returned = body();
    // A bare call: it touches no memory that this process would have to copy first.
    if (::write(pipes.returned, &returned, sizeof returned) == sizeof returned)
      ::_exit(kReturned);
  } catch (const std::exception& error) {  // A process boundary: only text can cross it.
    const std::string_view text = error.what();
    Failure failure{.worker = worker, .text = {}};
    std::memcpy(failure.text, text.data(), std::min(text.size(), sizeof failure.text - 1));
    [[maybe_unused]] const ssize_t ignored = ::write(pipes.failures, &failure, sizeof failure);
  }
  ::_exit(1);
}

template void end_as_worker(std::size_t, const WorkerPipes&,
                            const std::function<Returned()>&) noexcept;
template void end_as_worker(std::size_t, const WorkerPipes&,
                            const std::function<ReturnedRun()>&) noexcept;

WorkerProcesses::WorkerProcesses(std::size_t count, const Body& body,
                                 const std::function<void()>& meanwhile)
    : count_(count), table_(std::bit_ceil(2 * count + 1)) {
  std::size_t index = 0;
  const std::function<void()> run = [&] {
    end_as_worker<Returned>(
        index, {.returned = returned_.write_end.get(), .failures = failures_.write_end.get()},
        [&]() -> Returned { return {.worker = index, .answer = body(index)}; });
  };
  start_all(
      [&](std::size_t worker) {
        index = worker;
        ChildProcess child = ChildProcess::try_fork(run);
        const pid_t pid = child.pid();
        child.forget();
        return pid;
      },
      meanwhile);
}

WorkerProcesses::WorkerProcesses(std::size_t count, const Start& start, OnReturn on_return)
    : count_(count), table_(std::bit_ceil(2 * count + 1)), on_return_(std::move(on_return)) {
  const WorkerPipes pipes = {.returned = returned_.write_end.get(),
                             .failures = failures_.write_end.get()};
  for (const int inherited : {pipes.returned, pipes.failures})
    ::fcntl(inherited, F_SETFD, 0);
  start_all([&](std::size_t worker) { return start(worker, pipes); }, {});
}

template <typename StartOne>
void WorkerProcesses::start_all(const StartOne& start_one, const std::function<void()>& meanwhile) {
  table_.keep_from_children();
  for (const Pipe* pipe : {&failures_, &returned_})
    ::fcntl(pipe->read_end.get(), F_SETFL, O_NONBLOCK);
  for (std::size_t index = 0; index < count_; ++index) {
    const pid_t pid = start_one(index);
    if (pid <= 0) {
      const int reason = errno;
      kill_all();
      throw_refused(WorkerKind::kProcess, index, count_, reason);
    }
    entry_of(pid) = {.pid = pid, .running = true, .index = index};
    ++running_;
    collect_now_and_then();
    if (!meanwhile)
      continue;
    try {
      meanwhile();
    } catch (...) {
      kill_all();
      throw;
    }
  }
}

void WorkerProcesses::require_all_running() {
  int status = 0;
  const pid_t pid = ::waitpid(-1, &status, WNOHANG);
  if (pid > 0)
    note_end(pid, status, false);
}

bool WorkerProcesses::look() {
  int status = 0;
  for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    note_end(pid, status, true);
    collect_now_and_then();
  }
  return running_ > 0;
}

void WorkerProcesses::collect_now_and_then() {
  // While the pipe is full, workers wait to write, and only those that have written end. So
  // this must happen more often than the smallest pipe, of a page, holds answers.
  constexpr std::size_t kOften = 64;
  constexpr std::size_t kOftenRun = 16;
  static_assert(kOften * sizeof(Returned) < 4096 && kOftenRun * sizeof(ReturnedRun) < 4096);
  if (++uncollected_ >= (on_return_ ? kOftenRun : kOften))
    collect();
}

void WorkerProcesses::collect() {
  uncollected_ = 0;
  if (on_return_)
    collect_all<ReturnedRun>();
  else
    collect_all<Returned>();
}

template <typename What>
void WorkerProcesses::collect_all() {
  std::array<What, 4096 / sizeof(What)> some;
  ssize_t bytes = 0;
  while ((bytes = ::read(returned_.read_end.get(), some.data(), sizeof some)) > 0) {
    const auto count = static_cast<std::size_t>(bytes) / sizeof(What);
    for (const What& one : std::span(some).first(count)) {
      if constexpr (std::is_same_v<What, ReturnedRun>) {
        collected_.add(one.returned.worker, one.returned.answer);
        on_return_(one);
      } else {
        collected_.add(one.worker, one.answer);
      }
    }
  }
}

BatchResult WorkerProcesses::join() {
  while (running_ > 0) {
    int status = 0;
    const pid_t pid = ::waitpid(-1, &status, 0);
    if (pid > 0) {
      note_end(pid, status, true);
      collect_now_and_then();
    } else if (errno != EINTR) {
      throw_errno("cannot wait for the workers");
    }
  }
  collect();
  return collected_;
}

void WorkerProcesses::note_end(pid_t pid, int status, bool may_end) {
  Worker& worker = entry_of(pid);
  if (!worker.running)
    return;
  worker.running = false;
  --running_;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  const bool returned = code == kReturned;
  if (returned && may_end)
    return;
  const std::string text = failure_of(worker.index);
  throw Error(fmt::format("worker {} of {} (process {}) {}{}{}", worker.index + 1, count_, pid,
                          returned ? "ended" : describe_wait_status(status),
                          returned || code == 0 ? " before its work was done" : "",
                          text.empty() ? "" : fmt::format(": {}", text)));
}

std::string WorkerProcesses::failure_of(std::size_t index) const {
  Failure failure{};
  while (::read(failures_.read_end.get(), &failure, sizeof failure) == sizeof failure) {
    if (failure.worker == index)
      return failure.text;
  }
  return "";
}

void WorkerProcesses::kill_all() noexcept {
  // All signals first: the workers then die side by side.
  for (const Worker& worker : table_.span()) {
    if (worker.running)
      ::kill(worker.pid, SIGKILL);
  }
  for (Worker& worker : table_.span()) {
    while (worker.running && ::waitpid(worker.pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    worker.running = false;
  }
  running_ = 0;
}

WorkerProcesses::Worker& WorkerProcesses::entry_of(pid_t pid) const noexcept {
  auto at = static_cast<std::size_t>(pid);
  for (;; ++at) {
    Worker& worker = table_[at & (table_.size() - 1)];
    if (worker.pid == pid || worker.pid == 0)
      return worker;
  }
}

}  // namespace primebench
