#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/bare.hpp"

namespace primebench::bench {
namespace {

/// Zeroed `T`s that forked children share.
template <typename T>
T* shared(std::size_t count) {
  void* memory =
      ::mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    std::abort();
  return static_cast<T*>(memory);
}

template <typename Body>
void fork_workers(std::size_t count, Body body) {
  for (std::size_t i = 0; i < count; ++i) {
    const pid_t pid = ::fork();
    if (pid < 0)
      std::abort();
    if (pid == 0) {
      body();
      ::_exit(0);
    }
  }
}

constexpr std::string_view kBareTask = "bare-task";

/// What a spawned process writes.
struct Told {
  std::size_t task;
  Answer answer;
};

void move_bytes(ssize_t moved, std::size_t bytes) {
  if (moved != static_cast<ssize_t>(bytes))
    std::abort();
}

}  // namespace

BatchResult bare_forks(const Batch& batch) {
  const BareTask task(batch);
  auto* const answers = shared<Answer>(batch.tasks);
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    const pid_t pid = ::fork();
    if (pid < 0)
      std::abort();
    if (pid == 0) {
      answers[i] = task();
      ::_exit(0);
    }
  }
  while (::waitpid(-1, nullptr, 0) > 0) {
  }
  BatchResult result;
  for (std::size_t i = 0; i < batch.tasks; ++i)
    result.add(i, answers[i]);
  ::munmap(answers, batch.tasks * sizeof(Answer));
  return result;
}

BatchResult bare_spawns(const Batch& batch) {
  int ends[2];
  if (::pipe(ends) != 0)
    std::abort();
  const std::string number = std::to_string(batch.number);
  const std::string kernel(batch.kernel->name);
  const std::string pipe = std::to_string(ends[1]);
  char* no_environment = nullptr;
  BatchResult result;
  std::size_t started = 0;
  const auto read_one = [&] {
    Told told{};
    move_bytes(::read(ends[0], &told, sizeof told), sizeof told);
    result.add(told.task, told.answer);
    ++started;
  };
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    const std::string task = std::to_string(i);
    std::array<const char*, 7> argv = {"bare",         kBareTask.data(), number.c_str(),
                                       kernel.c_str(), pipe.c_str(),     task.c_str(),
                                       nullptr};
    pid_t pid = -1;
    if (::posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, const_cast<char**>(argv.data()),
                      &no_environment) != 0)
      std::abort();
    if (i - started >= 64)  // Before the pipe can be full.
      read_one();
  }
  while (::waitpid(-1, nullptr, 0) > 0) {
  }
  while (started < batch.tasks)
    read_one();
  ::close(ends[0]);
  ::close(ends[1]);
  return result;
}

void run_if_bare_task(int argc, char** argv) {
  if (argc != 6 || argv[1] != kBareTask)
    return;
  const BareTask task({.number = std::stoull(argv[2]), .kernel = find_kernel(argv[3])});
  const Told told = {.task = std::stoull(argv[5]), .answer = task()};
  move_bytes(::write(std::stoi(argv[4]), &told, sizeof told), sizeof told);
  ::_exit(0);
}

BatchResult bare_counter(const Batch& batch) {
  struct Shared {
    alignas(64) std::atomic<std::size_t> next;
    alignas(64) std::atomic<std::uint64_t> tasks;
    std::atomic<std::uint64_t> sum;
  };
  const BareTask task(batch);
  auto& memory = *shared<Shared>(1);
  fork_workers(batch.pool, [&] {
    BatchResult part;
    for (std::size_t i = 0;
         (i = memory.next.fetch_add(1, std::memory_order_relaxed)) < batch.tasks;)
      part.add(i, task());
    memory.tasks += part.tasks;
    memory.sum += part.sum;
  });
  while (::wait(nullptr) > 0) {
  }
  const BatchResult result{memory.tasks, memory.sum};
  ::munmap(&memory, sizeof(Shared));
  return result;
}

BatchResult bare_pipes(const Batch& batch) {
  constexpr std::size_t kWindow = 256;  // More than the workers ever have in hand.
  struct Reply {
    std::uint64_t call;
    Answer answer;
  };
  const BareTask task(batch);
  int calls[2];
  int results[2];
  if (::pipe(calls) != 0 || ::pipe(results) != 0)
    std::abort();
  fork_workers(batch.pool, [&] {
    ::close(calls[1]);
    std::uint64_t call = 0;
    while (::read(calls[0], &call, sizeof call) == sizeof call) {
      const Reply reply{call, task()};
      move_bytes(::write(results[1], &reply, sizeof reply), sizeof reply);
    }
  });
  std::vector<Answer> answers(batch.tasks);
  std::uint64_t sent = 0;
  for (std::size_t received = 0; received < batch.tasks; ++received) {
    for (; sent < batch.tasks && sent < received + kWindow; ++sent)
      move_bytes(::write(calls[1], &sent, sizeof sent), sizeof sent);
    Reply reply{};
    move_bytes(::read(results[0], &reply, sizeof reply), sizeof reply);
    answers[reply.call] = reply.answer;
  }
  ::close(calls[1]);
  while (::wait(nullptr) > 0) {
  }
  ::close(calls[0]);
  ::close(results[0]);
  ::close(results[1]);
  BatchResult result;
  for (std::size_t i = 0; i < batch.tasks; ++i)
    result.add(i, answers[i]);
  return result;
}

}  // namespace primebench::bench
