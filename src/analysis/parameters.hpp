// The parameters of a measurement: the columns that must agree before rows may be
// put together, and the words that charts use for them.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "results/row.hpp"

namespace primebench {

struct Parameter {
  std::string_view column;  ///< Name in the results store.
  /// As it stands in labels: "pool 4", "8 tasks". Different values give different
  /// words. Empty where the parameter does not apply to the row.
  std::string (*describe)(const Row& row) = nullptr;
  enum class Place { kWork, kMachine, kBuild } place = Place::kWork;  ///< Under the title.
};

/// All but the mode.
std::span<const Parameter> parameters();

/// Whether the rows measure the same thing in the same way on the same machine.
bool same_configuration(const Row& a, const Row& b);

/// Equal for rows of the same configuration.
std::size_t configuration_hash(const Row& row);

/// The row's parameters alone; everything measured is left out.
Row configuration_of(const Row& row);

}  // namespace primebench
