// Makes src/analysis/critical_tables.hpp and critical_scores.hpp: simulates configurations that are
// all alike, with normal times, and prints how far apart they appear in 95, 97.5 and 99 % of the
// simulations.
//
//   build/release/tests/critical_values tables | clang-format > src/analysis/critical_tables.hpp
//   build/release/tests/critical_values scores | clang-format > src/analysis/critical_scores.hpp
//
// Takes about ten minutes. Not run by ctest: the test of the tables simulates afresh.

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "analysis/paired_rule.hpp"
#include "core/statistics.hpp"
#include "simulation/noise.hpp"

namespace primebench {
namespace {

const std::vector<std::size_t> kLargeCounts = {50, 70, 100, 150, 200, 300, 500, 1000};
const std::vector<std::size_t> kShareCounts = {2,  3,  4,  5,  6,  7,   8,   10,  12,  14,
                                               17, 20, 30, 40, 70, 100, 200, 500, 1000};
const std::vector<std::size_t> kShareRounds = {20, 30, 50, 100, 200};
const std::vector<std::size_t> kRankCounts = {2,  3,  4,  5,  6,  7,   8,   10,  12,   14,  17,
                                              20, 25, 30, 40, 70, 100, 200, 500, 1000, 5000};
constexpr std::size_t kLastSmall = 20;  // Rounds that have a row of their own.
constexpr std::array kErrors = {0.05, 0.025, 0.01};

Normal noise(20240607);

RoundTable alike(std::size_t count, std::size_t rounds) {
  RoundTable table(count, std::vector<double>(rounds));
  for (std::vector<double>& row : table)
    std::generate(row.begin(), row.end(), [] { return noise(); });
  return table;
}

/// As many simulations as the patience for so many values allows.
std::size_t repetitions(std::size_t values) {
  return std::clamp<std::size_t>(400'000'000 / (values + 200), 2'000, 20'000);
}

/// What is exceeded by the share `error` of `values` at most.
double exceeded_by(std::vector<double>& values, double error) {
  const auto rank = static_cast<std::size_t>(error * static_cast<double>(values.size()));
  const auto place = values.end() - 1 - static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

using Critical = std::array<double, kErrors.size()>;  ///< By error.
/// A row of a table, by error.
using Rows = std::array<std::vector<double>, kErrors.size()>;

Critical critical(std::size_t values, const std::function<double()>& simulate,
                  std::size_t least = 0, double tolerance = 1) {
  std::vector<double> all(std::max(least, repetitions(values)));
  std::generate(all.begin(), all.end(), simulate);
  Critical result{};
  for (std::size_t i = 0; i < kErrors.size(); ++i)
    result[i] = exceeded_by(all, kErrors[i] * tolerance);
  return result;
}

/// Twice the number of pairs of values, of two rows of few, in which the first one is larger,
/// an equal pair counted once: with an odd count one of each round is its median, exactly 0.
unsigned twice_larger(const std::vector<float>& a, const std::vector<float>& b) {
  unsigned larger = 0;
  unsigned not_smaller = 0;
  for (const float x : a) {
    for (const float y : b) {
      larger += x > y ? 1U : 0U;
      not_smaller += x >= y ? 1U : 0U;
    }
  }
  return larger + not_smaller;
}

/// The rows of which two may differ most: all if they are few, else those of the smallest
/// and those of the largest means.
RoundTable extremes(RoundTable table, std::size_t each) {
  if (table.size() <= 2 * each)
    return table;
  std::vector<std::pair<double, std::size_t>> sums;
  for (std::size_t i = 0; i < table.size(); ++i)
    sums.emplace_back(std::accumulate(table[i].begin(), table[i].end(), 0.0), i);
  std::sort(sums.begin(), sums.end());
  sums.erase(sums.begin() + static_cast<std::ptrdiff_t>(each),
             sums.end() - static_cast<std::ptrdiff_t>(each));
  RoundTable result;
  for (const auto& [sum, i] : sums)
    result.push_back(std::move(table[i]));
  return result;
}

/// Twice the largest number of pairs in which one of `count` is slower than another.
double largest_count(std::size_t count, std::size_t rounds) {
  const RoundTable table = extremes(divided_by_median(alike(count, rounds)), 20);
  std::vector<std::vector<float>> rows;
  for (const std::vector<double>& row : table)
    rows.emplace_back(row.begin(), row.end());
  unsigned largest = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const unsigned one = twice_larger(rows[i], rows[j]);
      largest = std::max({largest, one, static_cast<unsigned>(2 * rounds * rounds) - one});
    }
  }
  return largest;
}

/// The same in standard deviations of U above its mean.
double largest_score(std::size_t count, std::size_t rounds) {
  RoundTable table = extremes(divided_by_median(alike(count, rounds)), 8);
  for (std::vector<double>& row : table)
    std::sort(row.begin(), row.end());
  const double square = static_cast<double>(rounds * rounds);
  double largest = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double u = static_cast<double>(twice_the_larger(table[i], table[j])) / 2;
      largest = std::max(largest, std::abs(u - square / 2));
    }
  }
  return largest / std::sqrt(square * static_cast<double>(2 * rounds + 1) / 12);
}

double range_of_normals(std::size_t count) {
  double low = noise();
  double high = low;
  for (std::size_t i = 1; i < count; ++i) {
    const double value = noise();
    low = std::min(low, value);
    high = std::max(high, value);
  }
  return high - low;
}

/// For ever more rounds U becomes a sum over them of F(x) - F(y), where F is the
/// distribution of a value divided by its round's median, and the largest of the shares the
/// range of so many normal ones. This is the factor between the two.
double limit_factor(std::size_t count) {
  const std::size_t rounds = 400'000 / count + 20'000;
  const RoundTable table = divided_by_median(alike(std::min<std::size_t>(count, 1000), rounds));
  std::vector<double> sorted = table[0];
  std::sort(sorted.begin(), sorted.end());
  const auto f = [&](double x) {
    const auto place = std::lower_bound(sorted.begin(), sorted.end(), x) - sorted.begin();
    return static_cast<double>(place) / static_cast<double>(rounds);
  };
  double sum = 0;
  for (std::size_t i = 0; i < rounds; ++i) {
    const double difference = f(table[0][i]) - f(table[1][i]);
    sum += difference * difference;
  }
  return std::sqrt(3 * sum / static_cast<double>(rounds));
}

/// The range of the mean ranks, in the units of the header.
double rank_range(std::size_t count, std::size_t rounds) {
  std::vector<double> sums(count);
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t round = 0; round < rounds; ++round) {
    noise.random().shuffle(order);
    for (std::size_t i = 0; i < count; ++i)
      sums[i] += order[i];
  }
  const auto [low, high] = std::minmax_element(sums.begin(), sums.end());
  const auto n = static_cast<double>(count);
  const auto r = static_cast<double>(rounds);
  return (*high - *low) / r / std::sqrt(n * (n + 1) / (6 * r));
}

/// Prints an array of errors x `lines`, each of which is made by `row` for all errors.
void print_table(const char* type, const char* name, std::size_t width, std::size_t lines,
                 const char* format, const std::function<Rows(std::size_t)>& row) {
  std::array<std::string, kErrors.size()> text;
  for (std::size_t line = 0; line < lines; ++line) {
    const auto values = row(line);
    for (std::size_t error = 0; error < kErrors.size(); ++error) {
      std::string cells;
      for (const double value : values[error])
        cells += (cells.empty() ? "" : ", ") + fmt::format(fmt::runtime(format), value);
      text[error] += fmt::format("{}{{{}}}", line == 0 ? "" : ",\n", cells);
    }
    fmt::print(stderr, "{} {}\n", name, line);
  }
  std::string all;
  for (const std::string& half : text)
    all += fmt::format("{}{{{}}}", all.empty() ? "" : ", ", half);
  fmt::print("inline constexpr {} {}[{}][{}][{}] = {{{}}};\n\n", type, name, kErrors.size(), lines,
             width, all);
}

void print_numbers(const char* name, const std::vector<std::size_t>& numbers) {
  std::string text;
  for (const std::size_t number : numbers)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", number);
  fmt::print("inline constexpr std::size_t {}[] = {{{}}};\n", name, text);
}

void add(Rows& rows, const Critical& values) {
  for (std::size_t i = 0; i < kErrors.size(); ++i)
    rows[i].push_back(values[i]);
}

void print_beginning() {
  fmt::print(
      "// Made by tests/simulation/critical_values.cpp; critical_values.hpp says what it is.\n"
      "// Each table has three parts, for 5, for 2.5 and for 1 %.\n\n#pragma once\n\n#include "
      "<cstddef>\n"
      "#include <cstdint>\n\nnamespace primebench::tables {{\n\n");
}

void print_end() { fmt::print("}}  // namespace primebench::tables\n"); }

void print_tables() {
  std::vector<std::size_t> counts(39);
  std::iota(counts.begin(), counts.end(), std::size_t{2});
  counts.insert(counts.end(), kLargeCounts.begin(), kLargeCounts.end());
  const std::size_t small_rows = kLastSmall - kFewestRounds + 1;
  print_numbers("kPairCounts", counts);
  fmt::print("/// Twice the pairs of rounds, by rounds from {} on and by kPairCounts.\n",
             kFewestRounds);
  print_table(
      "std::uint16_t", "kTwicePairs", counts.size(), small_rows, "{:.0f}", [&](std::size_t i) {
        const std::size_t rounds = i + kFewestRounds;
        Rows values;
        for (const std::size_t count : counts)
          // One pair more or less matters where there are few, and few cost little. 7 in 6 rounds
          // are at 5.0 %, whichever side of it, so a fiftieth more is allowed.
          add(values, critical(
                          count * rounds + count * count * rounds / 8,
                          [&] { return largest_count(count, rounds); },
                          count * rounds <= 60 ? 200'000 : 0, count * rounds <= 60 ? 1.02 : 1));
        return values;
      });
}

void print_scores() {
  const std::size_t small_rows = kLastSmall - kFewestRounds + 1;
  print_numbers("kShareCounts", kShareCounts);
  print_numbers("kShareRounds", kShareRounds);
  fmt::print(
      "/// Standard deviations, by kShareRounds, then for ever more, and by kShareCounts.\n");
  print_table("float", "kShares", kShareCounts.size(), kShareRounds.size() + 1, "{:.3f}F",
              [&](std::size_t i) {
                Rows values;
                for (const std::size_t count : kShareCounts) {
                  if (i < kShareRounds.size()) {
                    add(values, critical(count * kShareRounds[i] * 2,
                                         [&] { return largest_score(count, kShareRounds[i]); }));
                  } else {
                    const double factor = limit_factor(count);
                    add(values, critical(count, [&] { return factor * range_of_normals(count); }));
                  }
                }
                return values;
              });
  print_numbers("kRankCounts", kRankCounts);
  fmt::print("/// Ranges of mean ranks, by rounds from {} on and by kRankCounts.\n", kFewestRounds);
  print_table("float", "kRanks", kRankCounts.size(), small_rows, "{:.3f}F", [&](std::size_t i) {
    const std::size_t rounds = i + kFewestRounds;
    Rows values;
    for (const std::size_t count : kRankCounts)
      add(values, critical(count * rounds, [&] { return rank_range(count, rounds); }));
    return values;
  });
}

}  // namespace
}  // namespace primebench

int main(int argc, char** argv) {
  const std::string which = argc == 2 ? argv[1] : "";
  if (which != "tables" && which != "scores") {
    fmt::print(stderr, "usage: critical_values tables|scores\n");
    return 2;
  }
  primebench::print_beginning();
  which == "tables" ? primebench::print_tables() : primebench::print_scores();
  primebench::print_end();
}
