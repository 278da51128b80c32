#include "analysis/paired_rule.hpp"

#include <algorithm>
#include <boost/sort/spreadsort/float_sort.hpp>
#include <numeric>

#include "core/statistics.hpp"

namespace primebench {
namespace {

constexpr std::size_t kYardsticks = 64;

/// Mean ranks of configurations with unequal spreads lie further apart than those of equal
/// ones: with spreads from 0.5 to 10 % among 17 in six rounds the critical difference would
/// be exceeded in 10 % of the cases. So much more keeps it below.
constexpr double kUnequalSpreads = 1.03;

/// Indices of `values` in ascending order of them.
std::vector<std::size_t> ascending(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  return order;
}

/// Those that are slower than another one in more than `critical` of the pairs of rounds.
std::vector<bool> slower_by_shares(const RoundTable& logarithms, double critical) {
  RoundTable table = divided_by_median(logarithms);
  std::vector<double> medians;
  for (std::vector<double>& row : table) {
    boost::sort::spreadsort::float_sort(row.begin(), row.end());
    medians.push_back(median_of_sorted(row));
  }
  std::vector<std::size_t> yardsticks = ascending(medians);
  yardsticks.resize(std::min(yardsticks.size(), kYardsticks));
  const double rounds = static_cast<double>(table.front().size());
  const double limit = 2 * critical * rounds * rounds;
  std::vector<bool> slower;
  for (const std::vector<double>& row : table) {
    slower.push_back(std::any_of(yardsticks.begin(), yardsticks.end(), [&](std::size_t i) {
      return static_cast<double>(twice_the_larger(row, table[i])) > limit;
    }));
  }
  return slower;
}

/// Those whose mean rank is more than `critical` above the smallest.
std::vector<bool> slower_by_ranks(const RoundTable& logarithms, double critical) {
  const std::vector<double> ranks = mean_ranks(logarithms);
  const double best = *std::min_element(ranks.begin(), ranks.end());
  std::vector<bool> slower(ranks.size());
  for (std::size_t i = 0; i < ranks.size(); ++i)
    slower[i] = ranks[i] - best > critical;
  return slower;
}

std::vector<bool> slower(const RoundTable& logarithms, Error error) {
  const std::size_t count = logarithms.size();
  const std::size_t rounds = logarithms.front().size();
  const double share = critical_share(count, rounds, error);
  return share < 1 ? slower_by_shares(logarithms, share)
                   : slower_by_ranks(logarithms, kUnequalSpreads * critical_rank_difference(
                                                                       count, rounds, error));
}

}  // namespace

RoundTable divided_by_median(RoundTable logarithms) {
  std::vector<double> column(logarithms.size());
  for (std::size_t round = 0; round < logarithms.front().size(); ++round) {
    for (std::size_t i = 0; i < column.size(); ++i)
      column[i] = logarithms[i][round];
    const double middle = median_in_place(column);
    for (std::vector<double>& row : logarithms)
      row[round] -= middle;
  }
  return logarithms;
}

std::size_t twice_the_larger(const std::vector<double>& a, const std::vector<double>& b) {
  std::size_t twice = 0;
  std::size_t smaller = 0;   // How many of b are smaller than the value of a.
  std::size_t not_more = 0;  // How many are smaller or equal.
  for (const double value : a) {
    while (smaller < b.size() && b[smaller] < value)
      ++smaller;
    not_more = std::max(not_more, smaller);
    while (not_more < b.size() && b[not_more] <= value)
      ++not_more;
    twice += smaller + not_more;
  }
  return twice;
}

std::vector<double> mean_ranks(const RoundTable& logarithms) {
  const std::size_t rounds = logarithms.front().size();
  std::vector<double> sums(logarithms.size());
  std::vector<double> column(logarithms.size());
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < column.size(); ++i)
      column[i] = logarithms[i][round];
    const std::vector<std::size_t> order = ascending(column);
    for (std::size_t begin = 0; begin < order.size();) {
      std::size_t end = begin + 1;
      while (end < order.size() && column[order[end]] == column[order[begin]])
        ++end;
      for (std::size_t place = begin; place < end; ++place)
        sums[order[place]] += static_cast<double>(begin + 1 + end) / 2;
      begin = end;
    }
  }
  for (double& sum : sums)
    sum /= static_cast<double>(rounds);
  return sums;
}

bool may_exclude(std::size_t count, std::size_t rounds, Error error) {
  // Mean ranks lie at most count - 1 apart.
  return rounds >= kFewestRounds &&
         (critical_share(count, rounds, error) < 1 ||
          kUnequalSpreads * critical_rank_difference(count, rounds, error) <
              static_cast<double>(count - 1));
}

std::size_t rounds_needed(std::size_t count, Error error) {
  std::size_t rounds = kFewestRounds;
  while (!may_exclude(count, rounds, error))
    ++rounds;
  return rounds;
}

std::vector<bool> possibly_best_paired(const RoundTable& logarithms, Error error) {
  std::vector<std::size_t> left(logarithms.size());
  std::iota(left.begin(), left.end(), std::size_t{0});
  RoundTable table = logarithms;
  while (left.size() > 1) {
    const std::vector<bool> out = slower(table, error);
    std::vector<std::size_t> stay;
    RoundTable rest;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (!out[i]) {
        stay.push_back(left[i]);
        rest.push_back(logarithms[left[i]]);
      }
    }
    // Slower than another one in most pairs can be a ring, as with dice: then nobody goes.
    if (stay.empty() || stay.size() == left.size())
      break;
    left = std::move(stay);
    table = std::move(rest);
  }
  std::vector<bool> possible(logarithms.size());
  for (const std::size_t i : left)
    possible[i] = true;
  return possible;
}

}  // namespace primebench
