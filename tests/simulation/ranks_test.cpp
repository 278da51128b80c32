// How often a chart of ranks tells apart what is alike.

#include "analysis/ranks.hpp"

#include <doctest/doctest.h>

#include <fmt/core.h>

#include <algorithm>

#include "simulation/simulated.hpp"

namespace primebench {
namespace {

constexpr int kRuns = 2000;

/// Whether some bar joins both.
bool joined(const Ranks& ranks, std::size_t a, std::size_t b) {
  return std::any_of(ranks.bars.begin(), ranks.bars.end(), [&](const auto& bar) {
    const auto has = [&](std::size_t configuration) {
      return std::any_of(bar.begin(), bar.end(),
                         [&](std::size_t place) { return ranks.order[place] == configuration; });
    };
    return has(a) && has(b);
  });
}

/// In what share of runs the chart does not join some two that are alike.
double wrong(const std::vector<double>& logarithms, std::size_t rounds) {
  Normal noise(5);
  int count = 0;
  for (int run = 0; run < kRuns; ++run) {
    const Ranks ranks = rank(simulated_call(logarithms, rounds, noise));
    bool any = false;
    for (std::size_t a = 0; a < logarithms.size(); ++a) {
      for (std::size_t b = a + 1; b < logarithms.size(); ++b)
        any = any || (logarithms[a] == logarithms[b] && !joined(ranks, a, b));
    }
    count += any ? 1 : 0;
  }
  return static_cast<double>(count) / kRuns;
}

}  // namespace

TEST_CASE("a chart of ranks rarely tells apart what is alike") {
  const double alike = wrong(std::vector<double>(7, 0), 10);
  const double pairs = wrong({0, 0, 0.2, 0.2, 0.4, 0.4}, 10);
  fmt::print(
      "ranks, 10 rounds: 7 alike: some two not joined in {:.3f} of runs; three pairs: {:.3f}\n",
      alike, pairs);
  CHECK(alike <= 0.07);
  CHECK(pairs <= 0.17);  // Three bars, each with 5 %.
}

}  // namespace primebench
