#include "plot/time_bins.hpp"

#include <algorithm>

namespace primebench {

void TimeBins::add(std::int64_t start, std::int64_t end, Doing doing, double weight) {
  if (empty_)
    origin_ = start;
  empty_ = false;
  while (start < origin_)
    widen(true);
  while (end >= origin_ + width_ * static_cast<std::int64_t>(kBins))
    widen(false);
  Bins& bins = bins_[static_cast<std::size_t>(doing)];
  const auto first = static_cast<std::size_t>((start - origin_) / width_);
  const auto last = static_cast<std::size_t>((end - origin_) / width_);
  const auto begin_of = [&](std::size_t bin) {
    return origin_ + width_ * static_cast<std::int64_t>(bin);
  };
  if (first == last) {
    bins.partial[first] += weight * static_cast<double>(end - start);
    return;
  }
  bins.partial[first] += weight * static_cast<double>(begin_of(first + 1) - start);
  bins.change[first + 1] += weight;
  bins.change[last] -= weight;
  bins.partial[last] += weight * static_cast<double>(end - begin_of(last));
}

std::vector<double> TimeBins::sums(const Bins& bins) const {
  std::vector<double> result(kBins);
  double under_way = 0;
  for (std::size_t i = 0; i < kBins; ++i) {
    under_way += bins.change[i];
    result[i] = bins.partial[i] + under_way * static_cast<double>(width_);
  }
  return result;
}

void TimeBins::widen(bool to_the_left) {
  const std::size_t offset = to_the_left ? kBins / 2 : 0;
  for (Bins& bins : bins_) {
    const std::vector<double> old = sums(bins);
    bins = Bins();
    for (std::size_t i = 0; i < kBins; ++i)
      bins.partial[offset + i / 2] += old[i];
  }
  if (to_the_left)
    origin_ -= width_ * static_cast<std::int64_t>(kBins);
  width_ *= 2;
}

std::vector<TimeShares> TimeBins::means(std::int64_t from, std::int64_t to,
                                        std::size_t parts) const {
  std::vector<TimeShares> result(parts);
  const double part = static_cast<double>(to - from) / static_cast<double>(parts);
  const auto width = static_cast<double>(width_);
  const auto shift = static_cast<double>(origin_ - from);
  for (std::size_t doing = 0; doing < kDoings; ++doing) {
    const std::vector<double> all = sums(bins_[doing]);
    for (std::size_t i = 0; i < kBins; ++i) {
      if (all[i] == 0)
        continue;
      TimeShares weight{};
      weight[doing] = all[i] / width;
      const double start = shift + width * static_cast<double>(i);
      add_to_columns(result, start / part, (start + width) / part, weight);
    }
  }
  return result;
}

void add_to_columns(std::vector<TimeShares>& columns, double start, double end,
                    const TimeShares& weight) {
  const auto count = static_cast<double>(columns.size());
  start = std::clamp(start, 0.0, count);
  end = std::clamp(end, 0.0, count);
  for (auto i = static_cast<std::size_t>(start); i < columns.size() && static_cast<double>(i) < end;
       ++i) {
    const double covered =
        std::min(end, static_cast<double>(i + 1)) - std::max(start, static_cast<double>(i));
    for (std::size_t doing = 0; doing < kDoings; ++doing)
      columns[i][doing] += covered * weight[doing];
  }
}

}  // namespace primebench
