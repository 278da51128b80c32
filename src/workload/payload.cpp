#include "workload/payload.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/random.hpp"

namespace primebench {
namespace {

/// The point of the polynomial. Of the odd numbers, those that are 5 modulo 8 have the most
/// different powers.
constexpr std::uint64_t kPoint = 0x9e3779b97f4a7c15;
static_assert(kPoint % 8 == 5);

/// Times which a receipt counts, so that it does not make up for what a task folded wrongly.
constexpr std::uint64_t kReceipt = 0xd1342543de82ef95;

constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::size_t kSpreadWords = (std::size_t{8} << 20U) / kWord;
constexpr std::size_t kLandmark = 64;

/// So many words are folded side by side: a product is ready some cycles after the next one
/// could have begun.
constexpr std::size_t kLanes = 8;

constexpr std::uint64_t power(std::uint64_t base, std::uint64_t exponent) {
  std::uint64_t result = 1;
  for (; exponent != 0; exponent >>= 1U, base *= base)
    result *= (exponent & 1U) != 0 ? base : 1;
  return result;
}

std::uint64_t load(const std::byte* from, std::size_t bytes = kWord) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, bytes);
  return word;
}

/// Brings the upper bits of a word to where a product does not lose them. Its own inverse.
constexpr std::uint64_t mixed(std::uint64_t word) { return word ^ (word >> 32U); }

/// Folds `bytes` bytes. After they were read, `store(at, word)` gets each whole word mixed, and
/// `store_rest(at, word, bytes)` what may be left, unmixed.
template <typename Store, typename StoreRest>
std::uint64_t fold(const std::byte* data, std::size_t bytes, Store store, StoreRest store_rest) {
  constexpr std::uint64_t kStride = power(kPoint, kLanes);
  std::array<std::uint64_t, kLanes> lanes{};
  std::size_t at = 0;
  for (; at + kLanes * kWord <= bytes; at += kLanes * kWord) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const std::uint64_t word = mixed(load(data + at + lane * kWord));
      lanes[lane] = lanes[lane] * kStride + word;
      store(at + lane * kWord, word);
    }
  }
  std::uint64_t result = 0;
  for (const std::uint64_t lane : lanes)
    result = result * kPoint + lane;
  for (; at + kWord <= bytes; at += kWord) {
    const std::uint64_t word = mixed(load(data + at));
    result = result * kPoint + word;
    store(at, word);
  }
  if (at < bytes) {
    const std::uint64_t word = load(data + at, bytes - at);
    result = result * kPoint + mixed(word);
    store_rest(at, word, bytes - at);
  }
  return result;
}

}  // namespace

PayloadSource::PayloadSource(const PayloadShape& shape) : shape_(shape) {
  const std::size_t words = shape.bytes / kWord + 1;
  spread_ = shape.tasks < kSpreadWords / words ? shape.tasks * words : kSpreadWords;
  words_.resize(spread_ + words);
  landmarks_.reserve(words_.size() / kLandmark + 1);
  SplitMix64 random(shape.seed);
  std::uint64_t folded = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (i % kLandmark == 0)
      landmarks_.push_back(folded);
    words_[i] = random();
    folded = folded * kPoint + mixed(words_[i]);
  }
}

std::size_t PayloadSource::first_word(std::size_t task, std::size_t bytes) const noexcept {
  return task * (bytes / kWord + 1) % spread_;
}

std::span<const std::byte> PayloadSource::input(std::size_t task,
                                                std::size_t bytes) const noexcept {
  return std::as_bytes(std::span(words_)).subspan(first_word(task, bytes) * kWord, bytes);
}

std::uint64_t PayloadSource::change(std::uint64_t seed, std::size_t task) noexcept {
  return SplitMix64(seed ^ task)() | 1U;
}

std::uint64_t PayloadSource::exchange(std::uint64_t seed, std::size_t task,
                                      std::span<const std::byte> input,
                                      std::byte* output) noexcept {
  const std::uint64_t added = change(seed, task);
  return fold(
      input.data(), input.size(),
      [&](std::size_t at, std::uint64_t word) {
        word = mixed(word + added);
        std::memcpy(output + at, &word, kWord);
      },
      [&](std::size_t at, std::uint64_t word, std::size_t size) {
        word += added;
        std::memcpy(output + at, &word, size);
      });
}

std::uint64_t PayloadSource::receipt(std::span<const std::byte> output) noexcept {
  return kReceipt * fold(
                        output.data(), output.size(), [](std::size_t, std::uint64_t) {},
                        [](std::size_t, std::uint64_t, std::size_t) {});
}

std::uint64_t PayloadSource::fold_up_to(std::size_t words) const noexcept {
  std::size_t at = words / kLandmark * kLandmark;
  std::uint64_t folded = landmarks_[words / kLandmark];
  for (; at < words; ++at)
    folded = folded * kPoint + mixed(words_[at]);
  return folded;
}

std::uint64_t PayloadSource::expected_sum(std::size_t tasks, std::size_t bytes) const {
  const std::size_t whole = bytes / kWord;
  const std::size_t rest = bytes % kWord;
  const std::uint64_t mask = (std::uint64_t{1} << (8 * rest)) - 1;
  const std::uint64_t moved = power(kPoint, whole);
  std::uint64_t ones = 0;  // The fold of `whole` words that are 1.
  for (std::size_t i = 0; i < whole; ++i)
    ones = ones * kPoint + 1;
  std::uint64_t sum = 0;
  for (std::size_t task = 0; task < tasks; ++task) {
    const std::size_t first = first_word(task, bytes);
    std::uint64_t in = fold_up_to(first + whole) - fold_up_to(first) * moved;
    std::uint64_t out = in + change(shape_.seed, task) * ones;
    if (rest != 0) {
      const std::uint64_t last = words_[first + whole];
      in = in * kPoint + mixed(last & mask);
      out = out * kPoint + mixed((last + change(shape_.seed, task)) & mask);
    }
    sum += (in + kReceipt * out) * (2 * std::uint64_t{task} + 1);
  }
  return sum;
}

}  // namespace primebench
