// Random numbers that are the same on every machine and with every standard library.

#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace primebench {

/// A generator of 64 random bits with 64 bits of state: SplitMix64, of Steele, Lea and
/// Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014). The standard
/// library's generators are defined as exactly, but its distributions and std::shuffle
/// are not. Not for secrets.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(seed) {}

  std::uint64_t operator()() {
    std::uint64_t bits = state_ += 0x9e3779b97f4a7c15U;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31);
  }

  /// One of 0 .. `count` - 1, each as likely as the other. `count` is not 0.
  std::size_t below(std::size_t count) {
    const std::uint64_t uneven = (0 - std::uint64_t{count}) % count;  // 2^64 modulo count.
    std::uint64_t bits = (*this)();
    while (bits < uneven)
      bits = (*this)();
    return bits % count;
  }

  /// A number from 0 up to, not including, 1.
  double uniform() { return static_cast<double>((*this)() >> 11) * 0x1p-53; }

  /// Puts `values` in an order of which each is as likely (Fisher and Yates).
  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t left = values.size(); left > 1; --left)
      std::swap(values[left - 1], values[below(left)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace primebench
