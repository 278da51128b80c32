#include "analysis/last_call.hpp"

#include <utility>

namespace primebench {

LastCall::LastCall(std::vector<Metric> metrics) : metrics_(std::move(metrics)), rows_(metrics_) {}

void LastCall::add(const Row& row, Place place) {
  if (row.invocation < invocation_)
    return;
  if (begins_later_call(row, place))
    rows_ = Grouping(metrics_);
  invocation_ = row.invocation;
  call_ = place.call;
  rows_.add(row, place);
}

bool LastCall::begins_later_call(const Row& row, Place place) {
  return row.invocation.empty() ? place.call != call_ : row.invocation > invocation_;
}

}  // namespace primebench
