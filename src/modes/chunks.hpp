// Splitting a batch into chunks of consecutive tasks.

#pragma once

#include <cstddef>
#include <vector>

namespace primebench {

struct Chunk {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// Splits `tasks` tasks into min(tasks, `chunks`) chunks whose sizes differ by at
/// most one, the larger first. Taken in this order by any number of workers that
/// divides `chunks`, no worker ends more than one task after another if all tasks
/// take the same time.
inline std::vector<Chunk> split(std::size_t tasks, std::size_t chunks) {
  std::vector<Chunk> result;
  const std::size_t parts = tasks < chunks ? tasks : chunks;
  result.reserve(parts);
  for (std::size_t first = 0; result.size() < parts;) {
    const bool large = result.size() < tasks % parts;
    const std::size_t count = tasks / parts + (large ? 1 : 0);
    result.push_back({first, count});
    first += count;
  }
  return result;
}

/// Cuts `tasks` tasks into chunks of `size`, which is not 0; the last may be smaller.
inline std::vector<Chunk> cut(std::size_t tasks, std::size_t size) {
  std::vector<Chunk> result;
  result.reserve((tasks + size - 1) / size);
  for (std::size_t first = 0; first < tasks; first += size)
    result.push_back({first, size < tasks - first ? size : tasks - first});
  return result;
}

}  // namespace primebench
