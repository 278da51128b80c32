// A report, or a comparison, as JSON for programs: docs/report-format.md describes it.

#pragma once

#include <string>

#include "analysis/comparison.hpp"
#include "report/report.hpp"

namespace primebench {

/// The version of both documents. Keys may be added under the same number.
inline constexpr int kJsonSchema = 1;

/// Times are numbers of nanoseconds; what is unknown is null. Text that is not UTF-8 has
/// U+FFFD in its place.
std::string json_text(const Report& report);
std::string json_text(const Comparison& comparison);

}  // namespace primebench
