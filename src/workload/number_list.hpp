// The numbers of a batch whose tasks check a number each, as a file gives them.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workload/batch_result.hpp"

namespace primebench {

/// Immutable. Beside the numbers it keeps what is expected of them, since finding that anew
/// for each measurement of a million numbers would take longer than most measurements.
class NumberList {
 public:
  /// `numbers` is not empty: task i checks the i-th. `file` is the name of the file that they came
  /// from, without folders.
  NumberList(const std::string& file, std::vector<std::uint64_t> numbers);

  [[nodiscard]] const std::vector<std::uint64_t>& numbers() const noexcept { return numbers_; }

  /// What rows call the list: the file's name, in which whatever is no letter, digit, dot, dash or
  /// underscore is an underscore, and the first twelve digits of the SHA-256 of the numbers, 64
  /// bits each, little end first: "primes.txt:0a1b2c3d4e5f".
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// What the tasks must come to: the smallest divisors, found without any kernel.
  [[nodiscard]] const BatchResult& expected() const noexcept { return expected_; }

  /// How many divisors a task tries until it has its answer, in the mean; at least 1.
  [[nodiscard]] double mean_steps() const noexcept { return mean_steps_; }

  /// How many times as many the longest task tries.
  [[nodiscard]] double longest() const noexcept { return longest_; }

 private:
  std::vector<std::uint64_t> numbers_;
  std::string name_;
  BatchResult expected_;
  double mean_steps_ = 1;
  double longest_ = 1;
};

/// What a task that checks `number` must answer: its smallest divisor from 2 up, or 0.
Answer expected_answer(std::uint64_t number);

}  // namespace primebench
