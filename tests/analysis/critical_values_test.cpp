#include "analysis/critical_values.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

namespace primebench {

TEST_CASE("two configurations are decided by the signed ranks of their ratios") {
  // Twice the signed rank sum of Wilcoxon's test counts the pairs of rounds. Six rounds:
  // all ratios on one side come in 2 of 64 cases, and the next sum of ranks in 2 more: 6.25 %.
  CHECK(critical_share(2, 6, Error::kFivePercent) < 1);
  CHECK(critical_share(2, 6, Error::kFivePercent) > 34.0 / 36);
  CHECK(critical_share(2, 6, Error::kOnePercent) == 1);
  CHECK(critical_share(2, 8, Error::kOnePercent) < 1);
}

TEST_CASE("critical values rise with the number of configurations and fall with rounds") {
  for (const std::size_t rounds : {10U, 20U, 21U, 35U, 100U, 1000U, 5000U}) {
    for (const std::size_t count : {3U, 7U, 14U, 25U, 40U, 64U, 300U}) {
      CAPTURE(rounds);
      CAPTURE(count);
      const double share = critical_share(count, rounds, Error::kFivePercent);
      CHECK(share > 0.5);
      CHECK(share <= critical_share(count * 2, rounds, Error::kFivePercent));
      CHECK(share >= critical_share(count, rounds * 2, Error::kFivePercent));
      CHECK(share <= critical_share(count, rounds, Error::kOnePercent));
      CHECK(critical_rank_difference(count, rounds, Error::kFivePercent) <
            critical_rank_difference(count * 2, rounds, Error::kFivePercent));
    }
  }
}

TEST_CASE("for many rounds the critical difference of ranks is that of published tables") {
  // Demsar 2006, table 5: q of the studentised range / sqrt(2), 5 %.
  const auto units = [](double count) { return std::sqrt(count * (count + 1) / (6 * 20)); };
  CHECK(critical_rank_difference(3, 20, Error::kFivePercent) / units(3) ==
        doctest::Approx(2.343).epsilon(0.03));
  CHECK(critical_rank_difference(7, 20, Error::kFivePercent) / units(7) ==
        doctest::Approx(2.949).epsilon(0.02));
  CHECK(critical_rank_difference(10, 20, Error::kFivePercent) / units(10) ==
        doctest::Approx(3.164).epsilon(0.02));
}

TEST_CASE("with too few rounds for so many configurations no share is critical") {
  CHECK(critical_share(40, 6, Error::kFivePercent) == 1);
  CHECK(critical_share(2000, 20, Error::kFivePercent) == 1);
  CHECK(critical_rank_difference(2000, 20, Error::kFivePercent) < 1999);
  CHECK(critical_rank_difference(40, 6, Error::kFivePercent) < 39);
}

}  // namespace primebench
