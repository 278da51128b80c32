#include "results/row_check.hpp"

#include <fmt/core.h>

#include "workload/primality.hpp"

namespace primebench {

std::string RowCheck::defect_of(const Row& row) {
  if (row.runs == 0)
    return "runs is 0, but a measurement has tasks";
  if (row.cpus == 0U)
    return "cpus is 0, but every machine has one";
  if (row.pool == 0U)
    return "pool is 0, but every pool has workers";
  if (row.prime && row.is_prime && *row.is_prime != prime(*row.prime))
    return fmt::format(
        "is_prime is {}, but {} is {}; if a spreadsheet has rounded it, import the columns as text",
        *row.is_prime, *row.prime, *row.is_prime ? "not prime" : "prime");
  return {};
}

bool RowCheck::prime(std::uint64_t number) {
  constexpr std::size_t kMostKnown = 1024;
  const auto place = known_.find(number);
  if (place != known_.end())
    return place->second;
  if (known_.size() == kMostKnown)
    known_.clear();
  return known_.emplace(number, is_prime(number)).first->second;
}

}  // namespace primebench
