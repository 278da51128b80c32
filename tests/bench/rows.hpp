// The lines that the benchmarks print and run.sh turns into its table.

#pragma once

#include <fmt/core.h>

#include <cstdio>
#include <string_view>

namespace primebench::bench {

/// What a row is to keep: a highest ratio, a lowest ratio, a highest value of ours, or
/// nothing.
enum class Goal { kNone, kRatioAtMost, kRatioAtLeast, kOursAtMost };

/// One line of six fields, separated by tabs. The ratio is given apart, since it is the
/// median of ratios of neighbouring runs and not that of the medians.
inline void print_row(std::string_view what, std::string_view ours, std::string_view bare,
                      double ratio, double our_value, Goal goal, double bound,
                      std::string_view bound_text) {
  std::string_view met = "";
  switch (goal) {
    case Goal::kNone:
      break;
    case Goal::kRatioAtMost:
      met = ratio <= bound ? "yes" : "NO";
      break;
    case Goal::kRatioAtLeast:
      met = ratio >= bound ? "yes" : "NO";
      break;
    case Goal::kOursAtMost:
      met = our_value <= bound ? "yes" : "NO";
      break;
  }
  fmt::print("{}\t{}\t{}\t{:.3f}\t{}\t{}\n", what, ours, bare, ratio, bound_text, met);
  std::fflush(stdout);
}

}  // namespace primebench::bench
