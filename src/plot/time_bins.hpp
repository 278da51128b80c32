// How many tasks did what over time, in memory that does not grow with their number.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace primebench {

/// What a task that has begun and not ended does.
enum class Doing { kWork, kLock, kWait };
inline constexpr std::size_t kDoings = 3;

/// For each Doing the mean number of tasks.
using TimeShares = std::array<double, kDoings>;

/// Adds parts of a time line up. The first time decides where the bins begin; whenever one
/// lies outside them they become twice as wide.
class TimeBins {
 public:
  /// Counts `weight` tasks from `start` to `end` (not before it), in nanoseconds.
  void add(std::int64_t start, std::int64_t end, Doing doing, double weight = 1);

  /// The means of `parts` equal parts of the time from `from` to `to`.
  [[nodiscard]] std::vector<TimeShares> means(std::int64_t from, std::int64_t to,
                                              std::size_t parts) const;

 private:
  static constexpr std::size_t kBins = 4096;

  struct Bins {
    std::vector<double> partial = std::vector<double>(kBins);  ///< Of what ends inside a bin.
    std::vector<double> change =
        std::vector<double>(kBins);  ///< Tasks more than in the bin before.
  };

  [[nodiscard]] std::vector<double> sums(const Bins& bins) const;
  void widen(bool to_the_left);

  bool empty_ = true;
  std::int64_t origin_ = 0;
  std::int64_t width_ = 1;  ///< Nanoseconds of a bin.
  std::array<Bins, kDoings> bins_;
};

/// Adds `weight` for the part of each of `columns` that [start, end] covers, in columns from
/// the first one's beginning.
void add_to_columns(std::vector<TimeShares>& columns, double start, double end,
                    const TimeShares& weight);

}  // namespace primebench
