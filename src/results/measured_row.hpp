// A measurement as a row of the results store.

#pragma once

#include <cstddef>
#include <string>

#include "measure/configuration.hpp"
#include "measure/machine.hpp"
#include "measure/measurement.hpp"
#include "results/row.hpp"

namespace primebench {

/// The columns that are known beforehand: what is measured, not how it went.
Row configuration_row(const Configuration& configuration);

/// Fills every column; `repetition` counts from 1.
Row measured_row(const Configuration& configuration, const Measurement& measurement,
                 const Machine& machine, const std::string& label, std::size_t repetition);

}  // namespace primebench
