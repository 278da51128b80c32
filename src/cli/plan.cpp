#include "cli/plan.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"

namespace primebench {

std::vector<Configuration> plan_configurations(const RunOptions& options, std::size_t cpus) {
  const std::vector<std::size_t> given = options.pools.empty() ? std::vector{cpus} : options.pools;
  const std::vector<std::size_t> none = {0};
  std::vector<Configuration> all;
  for (const std::uint64_t prime : options.primes) {
    for (const std::size_t runs : options.runs) {
      for (const std::chrono::nanoseconds io_delay : options.io_delays) {
        for (const ModeSpec* mode : options.modes) {
          for (const std::size_t pool : mode->uses_pool ? given : none) {
            all.push_back({.mode = mode,
                           .prime = prime,
                           .runs = runs,
                           .pool = pool,
                           .io_delay = io_delay,
                           .kernel = options.kernel});
          }
        }
      }
    }
  }
  return all;
}

std::vector<std::size_t> round_order(std::size_t count, std::size_t round) {
  std::vector<std::size_t> order;
  order.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    order.push_back((i + round) % count);
  return order;
}

Varying varying_parameters(const std::vector<Configuration>& configurations) {
  Varying varying;
  std::size_t pool = 0;  // The first pool size; modes without one do not count.
  for (const Configuration& configuration : configurations) {
    const Configuration& first = configurations.front();
    varying.prime |= configuration.prime != first.prime;
    varying.runs |= configuration.runs != first.runs;
    varying.io_delay |= configuration.io_delay != first.io_delay;
    if (configuration.mode->uses_pool) {
      varying.pool |= pool != 0 && configuration.pool != pool;
      pool = configuration.pool;
    }
  }
  return varying;
}

std::string configuration_name(const Configuration& configuration, const Varying& varying) {
  std::string name(configuration.mode->name);
  if (varying.pool && configuration.mode->uses_pool)
    name += fmt::format(" pool={}", configuration.pool);
  if (varying.runs)
    name += fmt::format(" runs={}", configuration.runs);
  if (varying.prime)
    name += fmt::format(" prime={}", configuration.prime);
  if (varying.io_delay)
    name += " io-delay=" + format_duration(static_cast<double>(configuration.io_delay.count()));
  return name;
}

}  // namespace primebench
