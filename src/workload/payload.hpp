// The data that tasks carry: what each is handed, what it hands back, and what both add to
// the checksum of their batch.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace primebench {

/// All that decides what a PayloadSource consists of: another process can make the same.
struct PayloadShape {
  std::size_t tasks = 0;
  std::size_t bytes = 0;  ///< Of each task, at most.
  std::uint64_t seed = 0;

  bool operator==(const PayloadShape&) const = default;
};

/// Random bytes, made once, in which the inputs of all tasks lie: one after another, and anew
/// from the beginning after some mebibytes, so that ten million tasks need no more of them.
/// Immutable; processes that are forked later have it too.
///
/// A task reads its input and writes as many bytes of output. The fold of the one is part of its
/// answer; whoever takes the output folds it too. A byte that is lost, wrong or in another place
/// changes a fold: it is the value of a polynomial whose coefficients are the 64-bit words of
/// the data, each with its upper half XORed into the lower and the last one filled up with zero
/// bytes, at a fixed odd point, modulo 2^64 (as in
/// Karp and Rabin, "Efficient randomized pattern-matching algorithms", 1987).
class PayloadSource {
 public:
  /// For `most_tasks` tasks with `most_bytes` bytes each, not 0, or for fewer or smaller ones.
  /// Throws std::bad_alloc.
  PayloadSource(std::size_t most_tasks, std::size_t most_bytes, std::uint64_t seed)
      : PayloadSource(PayloadShape{.tasks = most_tasks, .bytes = most_bytes, .seed = seed}) {}
  explicit PayloadSource(const PayloadShape& shape);

  /// What task `task` is handed.
  [[nodiscard]] std::span<const std::byte> input(std::size_t task,
                                                 std::size_t bytes) const noexcept;

  /// What task `task` does with its data: writes as many bytes to `output`, which may be the
  /// input itself, and returns the fold of the input.
  [[nodiscard]] std::uint64_t exchange(std::size_t task, std::span<const std::byte> input,
                                       std::byte* output) const noexcept {
    return exchange(shape_.seed, task, input, output);
  }
  /// Likewise in a process that has not the source, but knows its seed.
  [[nodiscard]] static std::uint64_t exchange(std::uint64_t seed, std::size_t task,
                                              std::span<const std::byte> input,
                                              std::byte* output) noexcept;

  [[nodiscard]] std::uint64_t seed() const noexcept { return shape_.seed; }
  [[nodiscard]] const PayloadShape& shape() const noexcept { return shape_; }

  /// What is added to a task's answer where its output has arrived.
  [[nodiscard]] static std::uint64_t receipt(std::span<const std::byte> output) noexcept;

  /// What input and output of `tasks` tasks with `bytes` bytes each add to the checksum of their
  /// batch, in which task i counts 2 i + 1 times. Found without exchange() or receipt(), from
  /// the folds of the whole source up to some places in it.
  [[nodiscard]] std::uint64_t expected_sum(std::size_t tasks, std::size_t bytes) const;

 private:
  [[nodiscard]] std::size_t first_word(std::size_t task, std::size_t bytes) const noexcept;
  /// What is added to each word of task `task`'s input, once that is mixed.
  [[nodiscard]] static std::uint64_t change(std::uint64_t seed, std::size_t task) noexcept;
  /// The fold of the first `words` words.
  [[nodiscard]] std::uint64_t fold_up_to(std::size_t words) const noexcept;

  PayloadShape shape_;
  std::size_t spread_;  ///< Words in which inputs may begin.
  std::vector<std::uint64_t> words_;
  std::vector<std::uint64_t> landmarks_;  ///< Folds up to every 64th word.
};

}  // namespace primebench
