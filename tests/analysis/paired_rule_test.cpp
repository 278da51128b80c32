#include "analysis/paired_rule.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace primebench {

using Values = std::vector<double>;

TEST_CASE("pairs of values are counted in which the first is larger, equal ones by halves") {
  CHECK(twice_the_larger({1, 2, 3}, {1, 2, 3}) == 9);
  CHECK(twice_the_larger({4, 5}, {1, 2, 3}) == 12);
  CHECK(twice_the_larger({1, 2}, {3}) == 0);
  CHECK(twice_the_larger({2, 2}, {1, 2, 2, 3}) == 2 * (2 + 1 + 1));
}

TEST_CASE("each round is divided by its median") {
  CHECK(divided_by_median({{1, 10}, {2, 30}, {5, 20}}) == RoundTable{{-1, -10}, {0, 10}, {3, 0}});
}

TEST_CASE("mean ranks count from the fastest, and equal values share theirs") {
  CHECK(mean_ranks({{1, 5}, {2, 5}, {3, 1}}) == Values{1.75, 2.25, 2});
}

TEST_CASE("one that is slower than the best only is excluded once slower ones are gone") {
  // The second is 1 above the first in every round, so its share is 1: as large as any.
  RoundTable table(3);
  for (int round = 0; round < 8; ++round) {
    table[0].push_back(0.1 * round);
    table[1].push_back(0.1 * round + 1);
    table[2].push_back(0.1 * round + 9);
  }
  CHECK(possibly_best_paired(table, Error::kFivePercent) == std::vector<bool>{true, false, false});
}

TEST_CASE("if each is slower than the next in a ring, all are left") {
  // Ranks go round: nobody has a smaller mean rank than another.
  RoundTable table(3);
  for (int round = 0; round < 12; ++round) {
    for (int i = 0; i < 3; ++i)
      table[static_cast<std::size_t>(i)].push_back((round + i) % 3);
  }
  CHECK(possibly_best_paired(table, Error::kFivePercent) == std::vector<bool>(3, true));
}

TEST_CASE("beyond 64 configurations the slow ones are still excluded by the best") {
  RoundTable table(200);
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t round = 0; round < 20; ++round)
      table[i].push_back((i < 100 ? 0 : 1) + 0.01 * static_cast<double>((i * 7 + round * 13) % 20));
  }
  const std::vector<bool> possible = possibly_best_paired(table, Error::kFivePercent);
  for (std::size_t i = 0; i < table.size(); ++i)
    CHECK(possible[i] == (i < 100));
}

}  // namespace primebench
