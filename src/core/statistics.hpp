// What a set of repeated measurements says: pure functions, without assumptions
// about the shape of the distribution.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace primebench {

/// The middle value, or the mean of the two middle ones. `values` is not empty.
double median(std::vector<double> values);

/// Likewise; leaves the values in another order.
double median_in_place(std::span<double> values);

/// Likewise, of values that ascend.
double median_of_sorted(std::span<const double> values);

/// The median distance of the values from `middle`, their median. `values` is not empty.
double median_absolute_deviation(const std::vector<double>& values, double middle);

/// How far each value lies from the median, in robust standard deviations: the
/// modified z-score of Iglewicz and Hoaglin, "How to Detect and Handle Outliers"
/// (1993), who call a value beyond 3.5 an outlier. All 0 if more than half of the
/// values are equal.
std::vector<double> modified_z_scores(const std::vector<double>& values);

struct Interval {
  double low = 0;
  double high = 0;

  bool operator==(const Interval&) const = default;
};

/// The interval between two of the values that holds the true median with a
/// probability of at least 95 %; none for fewer than six values, which cannot give
/// that much. The values must come from independent repetitions; nothing else is
/// assumed of them.
std::optional<Interval> median_interval(std::vector<double> values);

/// Likewise for the interval that leaves out the true median with a probability of at most
/// `error`, above 0.
std::optional<Interval> median_interval(std::vector<double> values, double error);

/// Which value, counted from 1 at either end of `count` sorted ones, bounds that
/// interval: the largest k for which fewer than k of `count` tosses of a coin come
/// up heads with a probability of at most `tail`. 0 if there is none. Exact up to
/// 1000 values; beyond them the normal distribution stands in for the binomial.
/// (Source: the confidence interval of a quantile by order statistics, as in David
/// and Nagaraja, Order Statistics, section 7.1.)
std::size_t median_interval_rank(std::size_t count, double tail = 0.025);

/// The p-value of a sign test, against both sides: how probable it is that as few of
/// `values`, or fewer, lie on one side of 0, if the true median is 0. A value of 0 lies on
/// neither side. At most `error` exactly if median_interval(values, error) leaves out 0.
double sign_test_p_value(const std::vector<double>& values);

}  // namespace primebench
