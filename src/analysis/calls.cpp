#include "analysis/calls.hpp"

#include <functional>

#include "results/parameters.hpp"

namespace primebench {

Place CallFinder::place_of(const Row& row) {
  const std::uint64_t round = row.repetition.value_or(1);
  if (!row.invocation.empty())
    return {number_of(row.invocation), static_cast<std::uint32_t>(round)};
  const std::size_t configuration = configuration_hash(row);
  const bool begins = concluded_ == 0 || round < last_round_ ||
                      (round == last_round_ && seen_.contains(configuration));
  if (begins)
    concluded_ = ++calls_;
  if (begins || round != last_round_)
    seen_.clear();
  last_round_ = round;
  seen_.insert(configuration);
  return {concluded_, static_cast<std::uint32_t>(round)};
}

std::uint32_t CallFinder::number_of(const std::string& invocation) {
  if (invocation != last_invocation_) {
    const auto [place, fresh] = numbers_.emplace(std::hash<std::string>()(invocation), calls_ + 1);
    calls_ += fresh ? 1 : 0;
    last_invocation_ = invocation;
    last_number_ = place->second;
  }
  return last_number_;
}

}  // namespace primebench
