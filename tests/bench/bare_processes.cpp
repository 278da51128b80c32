#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
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
