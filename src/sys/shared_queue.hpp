// A bounded queue in memory that several processes share.

#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "sys/shared_memory.hpp"

namespace primebench {

/// First in, first out, for any number of producers and consumers, lock-free: a
/// process that dies in the middle of a call can make one cell unusable but never
/// blocks the others from finding out. After D. Vyukov, "Bounded MPMC queue"
/// (1024cores.net): a cell's turn tells whose it is, the producer's of that lap or
/// the consumer's.
///
/// Construct it before forking; children then use their copy of the object.
template <typename T>
class SharedQueue {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  /// Room for at least `capacity` values. Throws std::system_error.
  explicit SharedQueue(std::size_t capacity) : cells_(std::bit_ceil(capacity)) {
    for (std::size_t at = 0; at < cells_.size(); ++at)
      cells_[at].turn.store(at, std::memory_order_relaxed);
  }

  [[nodiscard]] std::size_t capacity() const noexcept { return cells_.size(); }

  /// Appends a value; false if the queue is full.
  bool try_push(const T& value) noexcept {
    std::uint64_t at = 0;
    Cell* cell = claim(ends_[0].tail, 0, at);
    if (cell == nullptr)
      return false;
    cell->value = value;
    cell->turn.store(at + 1, std::memory_order_release);
    return true;
  }

  /// Takes the oldest value; false if the queue is empty.
  bool try_pop(T& value) noexcept {
    std::uint64_t at = 0;
    Cell* cell = claim(ends_[0].head, 1, at);
    if (cell == nullptr)
      return false;
    value = cell->value;
    cell->turn.store(at + cells_.size(), std::memory_order_release);
    return true;
  }

 private:
  struct Cell {
    std::atomic<std::uint64_t> turn;
    T value;
  };
  struct Ends {  // Producers and consumers on cache lines of their own.
    alignas(64) std::atomic<std::uint64_t> head;
    alignas(64) std::atomic<std::uint64_t> tail;
  };

  /// Takes the next ticket of `counter`, whose cell must have reached turn
  /// ticket + `lead`; nullptr if it has not.
  Cell* claim(std::atomic<std::uint64_t>& counter, std::uint64_t lead, std::uint64_t& ticket) {
    ticket = counter.load(std::memory_order_relaxed);
    for (;;) {
      Cell& cell = cells_[ticket & (cells_.size() - 1)];
      const std::uint64_t turn = cell.turn.load(std::memory_order_acquire);
      if (turn == ticket + lead) {
        if (counter.compare_exchange_weak(ticket, ticket + 1, std::memory_order_relaxed))
          return &cell;
      } else if (turn < ticket + lead) {
        return nullptr;
      } else {
        ticket = counter.load(std::memory_order_relaxed);
      }
    }
  }

  SharedArray<Ends> ends_{1};
  SharedArray<Cell> cells_;
};

}  // namespace primebench
