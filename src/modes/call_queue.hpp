// A queue that one thread fills and any number of threads empty.

#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace primebench {

/// First in, first out, unbounded and lock-free: one thread pushes, any number take.
/// Its memory grows with all that was ever pushed and is given back at the end, which
/// suits a queue that serves one batch. Values are used where they lie.
///
/// The n-th value lies in a block of its own power of two, so that a few pointers
/// reach everything and nothing ever moves. A pusher publishes a value by raising
/// `pushed_`; a taker owns the values by which it has raised `taken_`.
template <typename T>
class CallQueue {
 public:
  CallQueue() = default;
  /// Destroys what nobody took. No other thread may use the queue any more.
  ~CallQueue() {
    take(size(), [](T&) {});
    for (std::size_t block = 0; block < blocks_.size() && blocks_[block] != nullptr; ++block)
      std::allocator<T>().deallocate(blocks_[block], kFirstBlock << block);
  }
  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;

  /// Appends a value. For one thread only. Throws std::bad_alloc.
  template <typename... Arguments>
  T& emplace(Arguments&&... arguments) {
    const std::size_t index = pushed_.load(std::memory_order_relaxed);
    const Place place = place_of(index);
    if (blocks_[place.block] == nullptr)
      blocks_[place.block] = std::allocator<T>().allocate(kFirstBlock << place.block);
    return *std::construct_at(blocks_[place.block] + place.offset,
                              std::forward<Arguments>(arguments)...);
  }
  /// Lets the takers see the value that was emplaced last.
  void publish() { pushed_.store(pushed_.load(std::memory_order_relaxed) + 1); }

  /// How many values are there to take, a moment ago.
  [[nodiscard]] std::size_t size() const noexcept {
    const std::size_t taken = taken_.load();  // First: it never passes the other.
    return pushed_.load() - taken;
  }

  /// Calls `use(value)` for the oldest values, at most `most`, and destroys each.
  /// Returns how many there were. `use` does not throw.
  template <typename Use>
  std::size_t take(std::size_t most, Use use) {
    std::size_t first = taken_.load(std::memory_order_relaxed);
    std::size_t count = 0;
    do {
      const std::size_t pushed = pushed_.load(std::memory_order_acquire);
      // What was read first may be out of date, but then the exchange fails.
      count = std::min(most, pushed - std::min(first, pushed));
      if (count == 0)
        return 0;
    } while (!taken_.compare_exchange_weak(first, first + count, std::memory_order_relaxed));
    for (std::size_t index = first; index < first + count; ++index) {
      const Place place = place_of(index);
      T& value = blocks_[place.block][place.offset];
      use(value);
      std::destroy_at(&value);
    }
    return count;
  }

 private:
  static constexpr std::size_t kFirstBlock = 1024;

  struct Place {
    std::size_t block;
    std::size_t offset;
  };
  static Place place_of(std::size_t index) noexcept {
    const std::size_t shifted = index + kFirstBlock;
    const auto block = static_cast<std::size_t>(std::bit_width((shifted / kFirstBlock) | 1U)) - 1;
    return {block, shifted - (kFirstBlock << block)};
  }

  // On cache lines of their own: they are written by different threads.
  alignas(64) std::atomic<std::size_t> taken_ = 0;
  alignas(64) std::atomic<std::size_t> pushed_ = 0;
  std::array<T*, 54> blocks_{};  ///< A block is there before a value in it is published.
};

}  // namespace primebench
