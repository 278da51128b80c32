#include "analysis/beyond_ideal.hpp"

#include <fmt/core.h>

#include "analysis/baseline.hpp"
#include "analysis/claims.hpp"
#include "analysis/ideal.hpp"
#include "analysis/verdict.hpp"
#include "core/quantity.hpp"
#include "core/statistics.hpp"

namespace primebench {
namespace {

/// How many times as fast as its ideal the group is, if that is beyond doubt.
std::optional<double> beyond(const Group& group, const Baseline& sequential) {
  constexpr double kSurely = 1.01;
  const Group* const alone = sequential.of(group.configuration);
  if (alone == nullptr || group.configuration.mode == sequential.mode())
    return std::nullopt;
  const auto batch = batch_of(alone->configuration);
  const double alone_ns = median(alone->column(Metric::kWall));
  const auto ideal =
      batch ? ideal_ns(group.configuration, dividing_ns(*batch, alone_ns)) : std::nullopt;
  if (!ideal || alone_ns <= 0)
    return std::nullopt;
  const Ratio speedup = ratio(samples_of(*alone, Metric::kWall), samples_of(group, Metric::kWall));
  const double to_ideal = *ideal / alone_ns;
  const bool sure = speedup.interval && speedup.interval->low * to_ideal > kSurely;
  return sure ? std::optional(speedup.value * to_ideal) : std::nullopt;
}

}  // namespace

std::optional<std::string> beyond_ideal_warning(const std::vector<Group>& groups,
                                                const std::vector<std::string>& names,
                                                const std::vector<Group>& beside) {
  const Baseline sequential{std::string(kSequential), beside};
  double most = 0;
  std::size_t worst = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto times = beyond(groups[i], sequential);
    count += times ? 1 : 0;
    if (times && *times > most) {
      most = *times;
      worst = i;
    }
  }
  if (count == 0)
    return std::nullopt;
  const std::string others =
      count == 1 ? "" : fmt::format(" (and {} other{})", count - 1, count > 2 ? "s" : "");
  return fmt::format(
      "{}{} was {} times as fast as its ideal, which follows from sequential: another clock speed, "
      "a quota or another moment; measure both again in one call",
      names[worst], others, three_digits(most));
}

}  // namespace primebench
