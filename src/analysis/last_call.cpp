#include "analysis/last_call.hpp"

namespace primebench {
namespace {

CallKey key_of(const Row& row, Place place) {
  return {row.invocation, row.invocation.empty() ? place.call : 0};
}

}  // namespace

LastCall::LastCall(std::vector<Metric> metrics) : metrics_(std::move(metrics)), rows_(metrics_) {}

void LastCall::add(const Row& row, Place place) {
  if (row.invocation < key_.first)
    return;
  CallKey key = key_of(row, place);
  if (key != key_)
    rows_ = Grouping(metrics_);
  key_ = std::move(key);
  rows_.add(row, place);
}

BesideLastCall::BesideLastCall(std::vector<Metric> metrics)
    : metrics_(std::move(metrics)), none_(metrics_) {}

void BesideLastCall::add(const Row& row, Place place, const LastCall& last) {
  calls_.erase(calls_.begin(), calls_.lower_bound(last.key()));
  CallKey key = key_of(row, place);
  if (key >= last.key())
    calls_.try_emplace(std::move(key), metrics_).first->second.add(row, place);
}

const Grouping& BesideLastCall::rows_of(const LastCall& last) const {
  const auto found = calls_.find(last.key());
  return found != calls_.end() ? found->second : none_;
}

}  // namespace primebench
