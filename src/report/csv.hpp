// A report as CSV for spreadsheets: docs/report-format.md describes the columns.

#pragma once

#include <string>

#include "report/report.hpp"

namespace primebench {

/// A header and a row per configuration. All numbers are whole, in microseconds, KiB and
/// thousandths, since a decimal point means something else in half of the world; what is
/// unknown is an empty cell.
std::string csv_text(const Report& report);

}  // namespace primebench
