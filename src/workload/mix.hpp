// Tasks of unequal size: by which distribution, in which order, and which primes they
// check.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primebench {

/// How the sizes of a batch's tasks differ. The mean is 1 in every case.
struct Mix {
  enum class Kind : std::uint8_t {
    kEqual,
    kUniform,      ///< Evenly from 0 to 2.
    kExponential,  ///< Of waiting times.
    kBimodal,      ///< `parameter` of the tasks take ten times as long as the others.
    kPareto,       ///< Heavy-tailed, with exponent `parameter`.
    kGiven,        ///< Those of given numbers; the longest is `parameter` times the mean.
  };
  Kind kind = Kind::kEqual;
  double parameter = 0;  ///< A share between 0 and 1, or a number above 1; else 0.

  bool operator==(const Mix&) const = default;
};

/// How unequal tasks are laid out over the batch: task 0 comes first.
enum class TaskOrder : std::uint8_t { kRandom, kAscending, kDescending };

/// Mixes as numbers, for whoever keeps a parameter in one: 0 is equal.
std::uint64_t code_of(const Mix& mix);
Mix mix_of(std::uint64_t code);

/// "pareto:1.5", "equal"; as parse_mix() reads it, and "given:2.25".
std::string text_of(const Mix& mix);
std::string_view text_of(TaskOrder order);

/// What `text` means; messages call it `flag`. Shares go from 0.001 to 0.999, exponents
/// from 1.05 to 10, with at most three decimals. Nobody can ask for sizes as given. Throws
/// UsageError.
Mix parse_mix(std::string_view flag, std::string_view text);
/// What the cell of a row means; none if this version does not know it.
std::optional<Mix> known_mix(std::string_view text);
TaskOrder parse_order(std::string_view flag, std::string_view text);

/// Into how many sizes the tasks of a batch fall at most.
inline constexpr std::size_t kMostSizes = 256;

/// The sizes of a batch that are not given, ascending, relative to their mean: the distribution's
/// values at the middles of that many equal parts of it, divided by their mean, so that they are
/// what was asked for and not what was drawn. 1 <= `count` <= kMostSizes.
std::vector<double> relative_sizes(const Mix& mix, std::size_t count);

/// How many sizes a batch of `tasks` tasks has: one each, or kMostSizes; one if all are equal.
std::size_t count_of_sizes(const Mix& mix, std::size_t tasks);

/// How much longer than the mean the longest of `tasks` tasks is.
double longest_of(const Mix& mix, std::size_t tasks);

/// Which of `sizes` sizes each of `tasks` tasks has, in the order of the tasks: each size as
/// often as the others, give or take one. The same for the same seed on every machine.
std::vector<std::uint8_t> lay_out(std::size_t sizes, std::size_t tasks, TaskOrder order,
                                  std::uint64_t seed);

/// The prime whose check divides `size` times as often as that of `mean`, as nearly as primes
/// allow; 0 if it would have more than 64 bits. `size` is not negative.
std::uint64_t prime_of_size(std::uint64_t mean, double size);

}  // namespace primebench
