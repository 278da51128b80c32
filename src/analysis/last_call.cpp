#include "analysis/last_call.hpp"

#include <utility>

namespace primebench {

LastCall::LastCall(std::vector<Metric> metrics) : metrics_(std::move(metrics)), rows_(metrics_) {}

void LastCall::add(const Row& row) {
  if (row.invocation < invocation_)
    return;
  if (begins_later_call(row))
    rows_ = Grouping(metrics_);
  rows_.add(row);
}

bool LastCall::begins_later_call(const Row& row) {
  if (!row.invocation.empty()) {
    const bool later = row.invocation > invocation_;
    invocation_ = row.invocation;
    return later;
  }
  const std::uint32_t call = finder_.place_of(row, configuration_hash(row)).call;
  return std::exchange(concluded_, call) != call;
}

}  // namespace primebench
