// One side of a comparison: rows that agree in all that is not compared across count as one
// configuration.

#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "analysis/blocks.hpp"
#include "analysis/groups.hpp"

namespace primebench {

/// All that one side says of a configuration.
struct Merged {
  Row configuration;         ///< The columns that are ignored are empty.
  Samples samples;           ///< Of the wall time.
  std::vector<Row> parts{};  ///< What was put together, each with all its columns.
};

/// Configurations by what is left of them without some columns, in the order of their rows.
class MergedSide {
 public:
  /// `first_call` is added to the number of each call, so that both sides share none, or is 0.
  MergedSide(const Grouping& rows, const std::vector<const Column*>& ignored,
             std::uint32_t first_call);

  [[nodiscard]] const std::vector<Merged>& all() const { return all_; }

  /// nullptr if this side has not got it.
  [[nodiscard]] const Merged* find(const Row& configuration) const;

 private:
  Merged& place_of(const Row& configuration);

  std::vector<Merged> all_;
  std::unordered_multimap<std::size_t, std::size_t> places_;  ///< By configuration_hash().
};

}  // namespace primebench
