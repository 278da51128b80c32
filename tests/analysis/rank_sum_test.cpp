#include "core/rank_sum.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "core/random.hpp"

namespace primebench {

TEST_CASE("the distribution of U is that of all orders") {
  // 3 and 2 values: ten orders, with U = 0 1 2 2 3 3 4 4 5 6.
  const RankSum sum(3, 2);
  const double expected[] = {0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1};
  for (std::size_t u = 0; u < 7; ++u)
    CHECK(sum.at_most(u) == doctest::Approx(expected[u]));
  CHECK(RankSum(4, 4).at_most(0) == doctest::Approx(1.0 / 70));
}

TEST_CASE("ranks of intervals are those of published tables") {
  // Of Mann and Whitney's test at 5 %, both sides: the largest U that is critical, plus 1.
  CHECK(RankSum(3, 3).rank(0.025) == 0);
  CHECK(RankSum(4, 4).rank(0.025) == 1);
  CHECK(RankSum(5, 8).rank(0.025) == 7);
  CHECK(RankSum(10, 10).rank(0.025) == 24);
  CHECK(RankSum(20, 20).rank(0.025) == 128);
}

TEST_CASE("beyond 30 values a side the normal distribution goes on where the exact one ends") {
  const RankSum exact(30, 30);
  const RankSum normal(30, 31);
  for (const std::size_t u : {200U, 300U, 400U, 450U})
    CHECK(normal.at_most(u + 15) == doctest::Approx(exact.at_most(u)).epsilon(0.08));
}

TEST_CASE("the shift is the median of all differences, with the interval between two of them") {
  SplitMix64 random(5);
  for (const std::size_t size : {4U, 7U, 40U}) {
    std::vector<double> a;
    std::vector<double> b;
    for (std::size_t i = 0; i < size; ++i) {
      a.push_back(random.uniform() + 0.3);
      b.push_back(random.uniform());
    }
    b.push_back(0.5);
    std::vector<double> all;
    for (const double x : a) {
      for (const double y : b)
        all.push_back(x - y);
    }
    std::sort(all.begin(), all.end());
    const Shift found = shift(a, b, 0.05, RankSum(a.size(), b.size()));
    const std::size_t middle = all.size() / 2;
    CHECK(found.value ==
          doctest::Approx((all[middle] + all[all.size() - 1 - middle]) / 2).epsilon(0.05));
    REQUIRE(found.rank > 0);
    CHECK(found.interval.low == all[found.rank - 1]);
    CHECK(found.interval.high == all[all.size() - found.rank]);
  }
}

TEST_CASE("the interval leaves out 0 exactly if the ranks find a difference") {
  SplitMix64 random(6);
  int found = 0;
  for (int i = 0; i < 500; ++i) {
    std::vector<double> a;
    std::vector<double> b;
    for (int j = 0; j < 8; ++j) {
      a.push_back(static_cast<double>(random.below(20)) + 3);  // Many are equal.
      b.push_back(static_cast<double>(random.below(20)));
    }
    const Shift result = shift(a, b, 0.05, RankSum(8, 8));
    const bool without_zero = result.interval.low > 0 || result.interval.high < 0;
    CHECK(without_zero == (result.ranks.p_value <= 0.05));
    found += without_zero ? 1 : 0;
  }
  CHECK(found > 20);
  CHECK(found < 480);
}

TEST_CASE("equal values are no difference") {
  CHECK(shift({1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}, 0.05, RankSum(6, 6)).ranks.p_value == 1);
}

TEST_CASE("Holm's method divides the error among what has not fallen") {
  const std::vector<double> errors = holm({0.2, 0.001, 0.012, 0.9}, 4, 0.05);
  CHECK(errors[1] == doctest::Approx(0.0125));
  CHECK(errors[2] == doctest::Approx(0.05 / 3));
  CHECK(errors[0] == doctest::Approx(0.025));
  CHECK(errors[3] == doctest::Approx(0.025));
  CHECK(holm({0.02, 0.011}, 4, 0.05) == std::vector<double>{0.05 / 3, 0.0125});
}

}  // namespace primebench
