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

/// One zeroed `T` that forked children share.
template <typename T>
T& shared() {
  void* memory =
      ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    std::abort();
  return *static_cast<T*>(memory);
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

Verdicts bare_forks(const Batch& batch) {
  const BareTask task(batch);
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    const pid_t pid = ::fork();
    if (pid < 0)
      std::abort();
    if (pid == 0)
      ::_exit(task() ? 1 : 0);
  }
  Verdicts verdicts;
  int status = 0;
  for (std::size_t i = 0; i<batch.tasks&& ::waitpid(-1, &status, 0)> 0; ++i)
    verdicts.add(WEXITSTATUS(status) == 1);
  return verdicts;
}

Verdicts bare_counter(const Batch& batch) {
  struct Shared {
    alignas(64) std::atomic<std::size_t> next;
    alignas(64) std::atomic<std::size_t> primes;
    std::atomic<std::size_t> composites;
  };
  const BareTask task(batch);
  auto& memory = shared<Shared>();
  fork_workers(batch.pool, [&] {
    Verdicts verdicts;
    while (memory.next.fetch_add(1, std::memory_order_relaxed) < batch.tasks)
      verdicts.add(task());
    memory.primes += verdicts.primes;
    memory.composites += verdicts.composites;
  });
  while (::wait(nullptr) > 0) {
  }
  const Verdicts verdicts{memory.primes, memory.composites};
  ::munmap(&memory, sizeof(Shared));
  return verdicts;
}

Verdicts bare_pipes(const Batch& batch) {
  constexpr std::size_t kWindow = 256;  // More than the workers ever have in hand.
  const BareTask task(batch);
  int calls[2];
  int results[2];
  if (::pipe(calls) != 0 || ::pipe(results) != 0)
    std::abort();
  fork_workers(batch.pool, [&] {
    ::close(calls[1]);
    std::uint64_t call = 0;
    while (::read(calls[0], &call, sizeof call) == sizeof call) {
      const std::uint64_t result = call << 1 | (task() ? 1 : 0);
      move_bytes(::write(results[1], &result, sizeof result), sizeof result);
    }
  });
  std::vector<char> primes(batch.tasks);
  std::uint64_t sent = 0;
  for (std::size_t received = 0; received < batch.tasks; ++received) {
    for (; sent < batch.tasks && sent < received + kWindow; ++sent)
      move_bytes(::write(calls[1], &sent, sizeof sent), sizeof sent);
    std::uint64_t result = 0;
    move_bytes(::read(results[0], &result, sizeof result), sizeof result);
    primes[result >> 1] = static_cast<char>(result & 1);
  }
  ::close(calls[1]);
  while (::wait(nullptr) > 0) {
  }
  ::close(calls[0]);
  ::close(results[0]);
  ::close(results[1]);
  Verdicts verdicts;
  for (const char prime : primes)
    verdicts.add(prime != 0);
  return verdicts;
}

}  // namespace primebench::bench
