#include "workload/task_size.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "workload/primality.hpp"

namespace primebench {
namespace {

constexpr double kSlack = 0.10;  // Between what is wanted and what is possible.
constexpr double kGoodGuess = 0.03;
constexpr int kMostTrials = 10;
constexpr double kLargestRoot = 4294967295;

/// How many times too long or too short, as a factor above 1.
double distance(double took_ns, double wanted_ns) {
  return std::max(took_ns / wanted_ns, wanted_ns / std::max(took_ns, 1e-9));
}

std::uint64_t prime_of_root(double root) {
  const auto whole = static_cast<std::uint64_t>(root);
  return next_prime(whole * whole);
}

}  // namespace

TaskSizer::TaskSizer(TaskCost cost)
    : cost_(std::move(cost)), shortest_ns_(cost_(2)), longest_ns_(cost_(kLargestPrime)) {}

bool TaskSizer::possible(std::chrono::nanoseconds wanted) const noexcept {
  const auto wanted_ns = static_cast<double>(wanted.count());
  return wanted_ns * (1 + kSlack) >= shortest_ns_ && wanted_ns <= longest_ns_ * (1 + kSlack);
}

SizedTask TaskSizer::find(std::chrono::nanoseconds wanted) const {
  const auto wanted_ns = static_cast<double>(wanted.count());
  SizedTask best = {wanted, 2, shortest_ns_};
  if (distance(longest_ns_, wanted_ns) < distance(shortest_ns_, wanted_ns))
    best = {wanted, kLargestPrime, longest_ns_};

  // The roots known to be too small and too large. In between, the cost above that of a
  // task that does not divide is about proportional to the root.
  double low = 1;
  double high = kLargestRoot;
  double root = kLargestRoot * (wanted_ns - shortest_ns_) / (longest_ns_ - shortest_ns_);
  for (int trial = 0; trial < kMostTrials && high - low > 1; ++trial) {
    if (!(root > low && root < high))
      root = std::sqrt(low * high);
    root = std::clamp(std::floor(root), low + 1, high - 1);
    const std::uint64_t prime = prime_of_root(root);
    const double took_ns = cost_(prime);
    if (distance(took_ns, wanted_ns) < distance(best.took_ns, wanted_ns))
      best = {wanted, prime, took_ns};
    if (distance(took_ns, wanted_ns) <= 1 + kGoodGuess)
      break;
    (took_ns < wanted_ns ? low : high) = root;
    root *= (wanted_ns - shortest_ns_) / (took_ns - shortest_ns_);
  }
  return best;
}

}  // namespace primebench
